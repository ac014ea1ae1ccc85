import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { getDraft } from '../../../src-main/db/drafts.ts';
import { getOutcome } from '../../../src-main/db/job-outcomes.ts';
import { listSteps } from '../../../src-main/db/job-steps.ts';
import { listModelCalls } from '../../../src-main/db/model-calls.ts';
import { acceptDraft } from '../../../src-main/novels/accept-draft.ts';
import { exportMarkdown } from '../../../src-main/novels/export-markdown.ts';
import { generateChapter } from '../../../src-main/novels/generate-chapter.ts';
import { importLore } from '../../../src-main/novels/import-lore.ts';
import { reviewChapter } from '../../../src-main/novels/review-chapter.ts';
import { updateIndex } from '../../../src-main/novels/update-index.ts';
import { openMachineMemory } from '../../../src-main/services/machine-memory.ts';
import { chooseModels } from '../../../src-main/services/model-choice.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import { SearchQuery } from '../../../src-shared/domain/search.ts';
import type { NovelSession } from '../../../src-main/novels/novel-session.ts';
import { openReader } from '../../../src-main/db/connection.ts';
import { beats, chapterWish, novelAndServer, sessionAt, stage, until } from '../../helpers/crew-session.ts';

const worldbook = fileURLToPath(new URL('../../../resources/sample/worldbook/', import.meta.url));

const search = (session: NovelSession, text: string) =>
  session.library('search', SearchQuery.parse({ text, limit: 5, includeLater: true }));

test('a worldbook goes in, a chapter comes out, is accepted, found by its meaning and exported', async () => {
  const { session, path, server, chapterId, generate } = await stage();
  await importLore(session, { paths: [worldbook], choices: { conflicts: 'skip' } });
  const first = await updateIndex(session);
  expect(first.indexed).toBeGreaterThan(25);
  const [hit] = await search(session, 'the scale of the weigh house');
  expect(hit?.why.similarity).toBeGreaterThan(0.3);

  const id = generate();
  session.jobs.start();
  const job = await session.jobs.finished(id);
  expect(job.error).toBeNull();
  const outcome = getOutcome(session.db, id);
  expect(outcome?.beats).toHaveLength(beats.length);
  expect(outcome?.receipts.length).toBeGreaterThan(0);
  const calls = listModelCalls(session.db, id);
  expect(calls.filter(({ step }) => step.startsWith('write '))).toHaveLength(beats.length);
  expect(calls.every(({ usage }) => usage.outputTokens !== 0)).toBe(true);
  expect(server.requests.length).toBeGreaterThanOrEqual(calls.length);

  const { scenes } = acceptDraft(session, job.draftId!);
  expect(getDraft(session.db, job.draftId!).state).toBe('accepted');
  expect(await updateIndex(session)).toMatchObject({ indexed: scenes.length });
  const found = await search(session, 'someone counted grey stones by the ferry');
  expect(found[0]?.source).toMatchObject({ kind: 'scene', sceneId: scenes[0]!.id });
  const [opening] = textOfDocument(getDraft(session.db, job.draftId!).document).split('\n\n');
  expect(exportMarkdown(session.db, { chapterId })).toContain(opening);

  const review = reviewChapter(session, { chapterId, models: job.models });
  const reviewed = await session.jobs.finished(review);
  expect(reviewed).toMatchObject({ error: null, draftId: null });

  await session.close();
  const reader = openReader(path); // one whole file at rest
  expect(reader.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(reader.pragma('journal_mode', { simple: true })).toBe('delete');
  reader.close();
});

test('the embedded model writes a beat through the same workers, and its thread counts are remembered', async () => {
  const { path, chapterId } = await novelAndServer();
  const session = await sessionAt(path);
  const models = chooseModels({}, { environment: {}, saved: () => undefined });
  const wish = chapterWish(chapterId);
  const id = generateChapter(session, {
    ...wish,
    brief: { ...wish.brief, words: 80, text: beats[0] },
    models,
  });
  session.jobs.start();
  await until(() => listSteps(session.db, id).some(({ key }) => key === 'write 1'));
  const job = await session.jobs.cancelJob(id);
  expect(job).toMatchObject({ state: 'cancelled', error: null });
  expect(job.partialText.length).toBeGreaterThan(80);
  const call = listModelCalls(session.db, id).find(({ step }) => step === 'write 1');
  expect(call?.model).toMatch(/^embedded\//);
  expect(call?.usage.outputTokens).toBeGreaterThan(20);
  await session.close();
  const memory = openMachineMemory();
  expect(Object.values(memory.listRemembered())).toEqual([
    { writing: expect.any(Number) as number, reading: expect.any(Number) as number },
  ]);
  memory.close();
});

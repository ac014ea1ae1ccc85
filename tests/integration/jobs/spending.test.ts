import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openAppDatabase } from '../../../src-main/db/app-database.ts';
import type { Db } from '../../../src-main/db/connection.ts';
import { getDraft } from '../../../src-main/db/drafts.ts';
import { listSteps } from '../../../src-main/db/job-steps.ts';
import { countLedger, listLedger, spentByJob } from '../../../src-main/db/ledger.ts';
import { listModelCalls } from '../../../src-main/db/model-calls.ts';
import { getOutline } from '../../../src-main/db/outline.ts';
import { getScene } from '../../../src-main/db/scenes.ts';
import { estimateRun } from '../../../src-main/novels/estimate-run.ts';
import { generateChapter } from '../../../src-main/novels/generate-chapter.ts';
import { helpPassage, passageInput } from '../../../src-main/novels/help-passage.ts';
import { keepCaps, keepHostLimits, keepPrices } from '../../../src-main/services/money-settings.ts';
import type { LedgerEntry } from '../../../src-shared/domain/costs.ts';
import { scenesOf } from '../../../src-shared/domain/novel.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import { modelIdOf, ModelSettings } from '../../../src-shared/domain/model.ts';
import {
  afterwards,
  beatCalls,
  beatOf,
  chapterWish,
  isAlive,
  stage,
  until,
  willingly,
  type Stage,
} from '../../helpers/crew-session.ts';
import { startModelServer } from '../../helpers/model-server.ts';
import { testPrice } from '../../helpers/test-price.ts';

const opened: Db[] = [];
afterEach(() => opened.splice(0).forEach((db) => db.close()));

function appDb(): Db {
  const db = openAppDatabase(join(process.env.FABULA_DATA ?? '', 'app.sqlite'));
  opened.push(db);
  return db;
}

const ledgerOf = (db: Db): readonly LedgerEntry[] => listLedger(db, { offset: 0, limit: 1000 }).toReversed();

/** Sets a price for the loopback model; it would cost nothing otherwise. */
function priced({ models }: Stage): Db {
  const db = appDb();
  keepPrices(db, { [modelIdOf(models.default)]: testPrice() });
  return db;
}

test('a whole chapter leaves a row for every request, and its cost is the sum by hand', async () => {
  const scene = await stage();
  const db = priced(scene);
  const { models } = scene;
  const input = { kind: 'write-chapter', ...chapterWish(scene.chapterId) } as const;
  const estimate = await estimateRun(scene.session, { input, models, app: db });
  const id = scene.generate();
  scene.session.jobs.start();
  await scene.session.jobs.finished(id);
  const rows = ledgerOf(db);
  expect(rows).toHaveLength(scene.server.requests.length);
  expect(rows.every(({ kind, ended }) => kind === 'priced' && ended === 'stop')).toBe(true);
  expect(rows.length).toBeGreaterThanOrEqual(estimate.models[0]!.calls.low);
  expect(rows.length).toBeLessThanOrEqual(estimate.models[0]!.calls.high);
  expect(rows.reduce((sum, { predicted }) => sum + (predicted ?? NaN), 0)).toBeLessThan(estimate.high);
  expect(estimate.low).toBeGreaterThan(0);
  const byHand = rows.reduce(
    (sum, { inputTokens, outputTokens }) => sum + (inputTokens ?? NaN) * 1e-4 + (outputTokens ?? NaN) * 1e-3,
    0,
  );
  expect(spentByJob(db, id).usd).toBeCloseTo(byHand, 8);
  expect(spentByJob(db, id).uncertain).toBe(0);
  expect(new Set(rows.map(({ novelTitle, jobId }) => `${novelTitle} ${jobId ?? ''}`)).size).toBe(1);
});

const helped = {
  continue: 'She counted the steps to the quay, and there were more of them than the day before.',
  rewrite: 'Mara touched a flame to the wick.',
  expand: 'Mara struck a match. The flame climbed, blue and then yellow, and the lamp took it.',
} as const;

test.each(['continue', 'rewrite', 'expand'] as const)(
  'help with a passage (%s) is asked for as often, and at the price, that its estimate said',
  async (task) => {
    const scene = await stage({ answer: () => ({ text: helped[task] }) });
    const db = priced(scene);
    const { session, models } = scene;
    const [first] = scenesOf(getOutline(session.db));
    const { document, id: sceneId } = getScene(session.db, first!.id);
    const { id: blockId } = document.content[0]!.attrs;
    const start = { blockId, offset: task === 'continue' ? 18 : 0 };
    const target = { kind: 'scene', sceneId, start, end: { blockId, offset: 18 } } as const;
    const wish = { task, target, instruction: 'colder', words: 20, models };
    const input = passageInput(session.db, wish);
    const estimate = await estimateRun(session, { input, models, app: db });
    const jobId = helpPassage(session, wish);
    session.jobs.start();
    await session.jobs.finished(jobId);
    const rows = ledgerOf(db).filter((row) => row.jobId === jobId);
    const [{ calls, kind }] = estimate.models as [(typeof estimate.models)[number]];
    expect(kind).toBe('priced');
    expect(rows.length).toBeGreaterThanOrEqual(calls.low);
    expect(rows.length).toBeLessThanOrEqual(calls.high);
    const predicted = rows.reduce((sum, row) => sum + (row.predicted ?? NaN), 0);
    expect(predicted).toBeGreaterThan(estimate.low);
    expect(predicted).toBeLessThan(estimate.high);
  },
);

test('a run stops before the call that could pass its cap, keeps what was paid for, and goes on when the cap is raised', async () => {
  let cap = 0;
  const scene = await stage({
    answer: (request) => {
      if (beatOf(request) === 1 && cap === 0) {
        cap = spentByJob(db, id).usd; // with the most that the first beat can cost: the second one would pass it
        keepCaps(db, { perRun: cap, perMonth: null });
      }
      return willingly(request);
    },
  });
  const db = priced(scene);
  const { jobs } = scene.session;
  const id = scene.generate();
  jobs.start();
  const stopped = await jobs.finished(id);
  expect(stopped).toMatchObject({ state: 'needs_human', error: { code: 'MODEL_BUDGET_SPENT' } });
  expect(stopped.error?.data).toMatchObject({ cap: 'run', limit: cap });
  const spent = spentByJob(db, id);
  expect(spent.usd).toBeLessThanOrEqual(cap);
  expect(spent.calls).toBe(scene.server.requests.length); // the refused call was not sent
  const kept = listSteps(scene.session.db, id).map(({ key }) => key);
  expect(kept).toContain('write 1');
  expect(kept).not.toContain('write 2');
  expect(textOfDocument(getDraft(scene.session.db, stopped.draftId!).document)).toContain(
    'The light went down over beat 1',
  );

  keepCaps(db, { perRun: null, perMonth: null });
  const sent = scene.server.requests.length;
  jobs.resumeJob(id);
  jobs.start();
  const ended = await jobs.finished(id);
  expect(ended.error).toBeNull();
  expect(['success', 'needs_human']).toContain(ended.state);
  const steps = listModelCalls(scene.session.db, id).map(({ step, startedAt }) => ({ step, startedAt }));
  for (const key of kept)
    expect(steps.filter(({ step, startedAt }) => step === key && startedAt > (stopped.endedAt ?? 0))).toEqual(
      [],
    );
  expect(scene.server.requests.length).toBeGreaterThan(sent);
});

test('over the cap, a chain goes on with a model that costs nothing, and says which model wrote what', async () => {
  const scene = await stage();
  const db = priced(scene);
  keepCaps(db, { perRun: 0.000001, perMonth: null });
  const free = await startModelServer({ answers: willingly });
  afterwards(() => free.close());
  const fallback = ModelSettings.parse({
    provider: 'openai-compatible',
    baseUrl: free.baseUrl,
    model: 'free',
  });
  const { jobs } = scene.session;
  const id = generateChapter(scene.session, {
    ...chapterWish(scene.chapterId),
    models: { ...scene.models, fallbacks: [fallback] },
  });
  jobs.start();
  const job = await jobs.finished(id);
  expect(job.error).toBeNull();
  expect(scene.server.requests).toHaveLength(0);
  const calls = listModelCalls(scene.session.db, id);
  expect(calls.length).toBe(free.requests.length);
  expect(new Set(calls.map(({ model }) => model))).toEqual(new Set([modelIdOf(fallback)]));
  expect(new Set(calls.map(({ insteadOf }) => insteadOf))).toEqual(
    new Set([modelIdOf(scene.models.default)]),
  );
  expect(new Set(ledgerOf(db).map(({ kind, model }) => `${kind} ${model}`))).toEqual(
    new Set([`local ${modelIdOf(fallback)}`]),
  );
});

test('a worker that is killed in a call leaves its row, once, and the rest of the run is entered once', async () => {
  const scene = await stage({
    answer: (request, calls) =>
      calls(2) === 1 ? { ...willingly(request), delay: 60_000 } : willingly(request),
  });
  const db = priced(scene);
  const { jobs } = scene.session;
  const id = scene.generate();
  jobs.start();
  await scene.asked(2);
  const pid = jobs.workerPid!;
  process.kill(pid, 'SIGKILL');
  await until(() => !isAlive(pid));
  await jobs.finished(id);
  const rows = ledgerOf(db);
  expect(rows).toHaveLength(scene.server.requests.length);
  expect(rows.filter(({ ended }) => ended === 'lost')).toHaveLength(1);
  expect(rows.filter(({ ended }) => ended === 'open')).toHaveLength(0);
  expect(rows.filter(({ step }) => step === 'write 2')).toHaveLength(beatCalls(scene.server, 2));
  expect(spentByJob(db, id).uncertain).toBeGreaterThan(0);
  expect(countLedger(db)).toBe(rows.length);
});

test('a review is answered from the store the second time, and prose never is', async () => {
  const scene = await stage();
  const { jobs } = scene.session;
  const wait = async () => {
    const id = scene.generate();
    jobs.start();
    await jobs.finished(id);
    return listModelCalls(scene.session.db, id);
  };
  await wait();
  const again = await wait();
  expect(again.filter(({ role, isStored }) => role === 'writer' && isStored)).toEqual([]);
  const judged = again.filter(({ role }) => role.endsWith('reviewer'));
  expect(judged.filter(({ isStored }) => isStored)).toEqual(judged);
});

test('a minute that allows two requests is shown as a wait, and a stop ends it at once', async () => {
  const scene = await stage();
  const { host } = new URL(scene.server.baseUrl);
  keepHostLimits(appDb(), { [host]: { requestsPerMinute: 2, tokensPerMinute: null } });
  const { jobs } = scene.session;
  const id = scene.generate();
  jobs.start();
  await until(() => jobs.getJob(id).progress.waiting !== null);
  expect(jobs.getJob(id).progress.waiting).toMatchObject({ why: 'pace', host });
  const began = Date.now();
  const stopped = await jobs.cancelJob(id);
  expect(stopped.state).toBe('cancelled');
  expect(Date.now() - began).toBeLessThan(5000);
  expect(scene.server.requests).toHaveLength(2);
});

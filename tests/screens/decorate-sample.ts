import { insertJob } from '../../src-main/db/jobs.ts';
import { openWriter, type Db } from '../../src-main/db/connection.ts';
import { getOutline } from '../../src-main/db/outline.ts';
import { createScene, updateSceneDetails } from '../../src-main/db/outline-edits.ts';
import { insertReviews } from '../../src-main/db/reviews.ts';
import { getScene } from '../../src-main/db/scenes.ts';
import { sendToBin } from '../../src-main/db/bin.ts';
import { addVersion } from '../../src-main/db/versions.ts';
import { addWaiver } from '../../src-main/db/waivers.ts';
import { newId } from '../../src-main/services/ids.ts';
import { anchorTo } from '../../src-shared/domain/anchor.ts';
import type { ChapterId, FindingId, JobId, PatchId, SceneId } from '../../src-shared/domain/ids.ts';
import { JobInput, type JobState } from '../../src-shared/domain/job.ts';
import { chaptersOf } from '../../src-shared/domain/novel.ts';
import { paragraphsOf, proseFromText, textOf, type ProseDocument } from '../../src-shared/domain/prose.ts';
import { layers } from '../../src-shared/domain/qa.ts';
import { localModels } from '../helpers/job-fixtures.ts';
import { reviewByRules } from '../helpers/reviewed-scene.ts';

const faulty = [
  'Gesa went through the the square slowly , and nobody greeted her. “Good morning” said the baker. Time stood still.',
  'She saw the scales. She saw the weights. She saw the long brass arm, and she she knew at once that it was off.',
  'Suddenly the door opened and Wittmer came out very very quickly. He was white as a sheet  and said nothing.',
  'It was a dark night when she wrote it down (seven in a thousand, not more. Her heart skipped a beat.',
].join('\n\n');
const second =
  'In the second shop the the weights were newer. Brida watched her  closely , as though she were the one being weighed.';
const third =
  'The third shop sold nothing that had to be weighed, and she sat down there. She sat for a long time and looked at the wall and thought about what she had seen and what it would mean for all of them if she wrote it down as it was.\n\nThen she went out.';
const instead =
  'The third shop sold nothing that had to be weighed, so she sat down in it. She thought of the column she would have to fill in, and of who would read it.';

/** Makes of the sample, at rest, a novel with all that a picture needs: texts with faults, reviews, jobs, a bin. */
export function decorateSample(path: string): void {
  const db = openWriter(path);
  const [, written, shops] = chaptersOf(getOutline(db));
  const first = shops?.scenes[0];
  if (!written || !shops || !first) throw new Error('the sample has not the chapters it had');
  const proseOf = (text: string): ProseDocument => proseFromText(text, newId);
  const sceneIds = [faulty, second, third].map(
    (text) => createScene(db, { chapterId: shops.id, document: proseOf(text) }).id,
  );
  sendToBin(db, { item: { kind: 'scene', id: first.id }, reason: 'binned' });
  for (const sceneId of sceneIds) {
    const { document } = getScene(db, sceneId);
    endJob(db, reviewByRules(db, { document, target: { kind: 'scene', sceneId }, chapterId: shops.id }));
  }
  suggestParagraph(db, { sceneId: sceneIds[2]!, chapterId: shops.id });
  const long = written.scenes[1]!;
  const title = 'Supper at the Three Bushels, where nobody says what everybody knows';
  updateSceneDetails(db, { id: long.id, title, wordGoal: 1200, synopsis: 'Gesa eats alone and is watched.' });
  addVersion(db, { sceneId: long.id, reason: 'named', name: 'Before the cuts' });
  keepJobs(db, written.id);
  const at = Date.UTC(2026, 4, 30, 18, 20);
  addWaiver(db, { rule: 'style.cliche', quote: 'heart skipped a beat', createdAt: at });
  addWaiver(db, { rule: 'technical.doubled-word', quote: 'very very', createdAt: at + 60_000 });
  db.pragma('journal_mode = DELETE');
  db.close();
}

/** A review whose patch writes a whole paragraph anew. */
function suggestParagraph(db: Db, { sceneId, chapterId }: { sceneId: SceneId; chapterId: ChapterId }): void {
  const jobId = addJob(db, { chapterId, state: 'success' });
  const target = { kind: 'scene', sceneId } as const;
  const [paragraph] = paragraphsOf(getScene(db, sceneId).document);
  const anchor = anchorTo({ target, paragraph: paragraph!, start: 0, end: textOf(paragraph!).length });
  const id = newId<FindingId>();
  const issue = {
    ...({ id, layer: 'style', rule: 'style.repetition', severity: 'warning', values: {}, anchor } as const),
    note: 'The long sentence says twice that she thinks of what she saw.',
    evidence: [],
    origin: 'model' as const,
  };
  const patch = {
    ...({
      id: newId<PatchId>(),
      findingId: id,
      anchor,
      origin: 'model',
      isSafe: false,
      state: 'open',
    } as const),
    change: { kind: 'replace' as const, content: [{ type: 'text' as const, text: instead }] },
  };
  const evaluation = { rules: true, model: 'endpoint:large', reason: null };
  const judged = layers.map((layer, at) =>
    layer === 'style'
      ? { layer, score: 71, evaluation, issues: [issue], patches: [patch] }
      : { layer, score: 100 - at * 4, evaluation, issues: [], patches: [] },
  );
  insertReviews(db, { jobId, reviews: [{ round: 0, target, layers: judged }] });
}

function addJob(
  db: Db,
  { chapterId, state, error = null }: { chapterId: ChapterId; state: JobState; error?: object | null },
): JobId {
  const id = newId<JobId>();
  const input = JobInput.parse({ kind: 'review-chapter', chapterId, quality: {} });
  const now = Date.UTC(2026, 4, 31, 9, 0);
  insertJob(db, { id, input, priority: 0, models: localModels, recipe: 'review-chapter@1', now });
  endJob(db, id, { state, error });
  return id;
}

function endJob(
  db: Db,
  id: JobId,
  { state = 'success', error = null }: { state?: JobState; error?: object | null } = {},
): void {
  db.prepare(
    'UPDATE job SET state = ?, error = ?, started_at = created_at, ended_at = created_at + 92000 WHERE id = ?',
  ).run(state, error && JSON.stringify(error), id);
}

function keepJobs(db: Db, chapterId: ChapterId): void {
  addJob(db, {
    chapterId,
    state: 'failed',
    error: { code: 'MODEL_UNREACHABLE', data: { host: '127.0.0.1:11434' } },
  });
  addJob(db, { chapterId, state: 'cancelled' });
}

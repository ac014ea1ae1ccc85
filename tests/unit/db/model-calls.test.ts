import { expect, test } from 'vitest';
import { insertModelCall, listModelCalls } from '../../../src-main/db/model-calls.ts';
import { requeueJob, takeJob } from '../../../src-main/db/jobs.ts';
import { modelCall, queueJob } from '../../helpers/job-fixtures.ts';
import { novelFile } from '../../helpers/novel-file.ts';

const running = () => {
  const { db, chapters } = novelFile();
  const { id: jobId } = queueJob(db, { chapterId: chapters[0]!.id });
  takeJob(db, { id: jobId, now: 1 });
  return { db, jobId };
};

test('a call comes back whole: prompt, answer, and what the provider did not say as unknown, never as 0', () => {
  const { db, jobId } = running();
  const call = modelCall('write 1', 'Tomas “rows” — 她在等。');
  insertModelCall(db, { jobId, attempt: 1, call });
  expect(listModelCalls(db, jobId)).toEqual([call]);
  expect(call.usage.outputTokens).toBeNull();
});

test('a part of a prompt that many calls share is kept once', () => {
  const { db, jobId } = running();
  for (const at of [1, 2, 3])
    insertModelCall(db, { jobId, attempt: 1, call: modelCall(`write ${at}`, `Beat ${at}`) });
  expect(db.prepare('SELECT count(*) FROM prompt_part').pluck().get()).toBe(4); // the instructions and three tasks
  expect(listModelCalls(db, jobId).map(({ messages }) => messages[0]?.parts.at(-1)?.text)).toEqual([
    'Beat 1',
    'Beat 2',
    'Beat 3',
  ]);
});

test('a call of a lost worker that arrives late still counts: it was paid for', () => {
  const { db, jobId } = running();
  requeueJob(db, { jobId, attempt: 1 });
  takeJob(db, { id: jobId, now: 2 });
  insertModelCall(db, { jobId, attempt: 1, call: modelCall('write 1') });
  expect(listModelCalls(db, jobId)).toHaveLength(1);
});

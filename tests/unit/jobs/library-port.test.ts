import { expect, test } from 'vitest';
import { createLibraryPort } from '../../../src-main/jobs/library-port.ts';
import { usualTimes } from '../../../src-main/jobs/worker-slot.ts';
import { noLog } from '../../../src-main/services/log.ts';
import { noAccounts } from '../../helpers/fake-host.ts';
import { fakeFork } from '../../helpers/fake-worker.ts';
import { plainEmbedding } from '../../helpers/plain-embedding.ts';

const setUp = (times = {}) => {
  const { fork, workers } = fakeFork();
  const library = createLibraryPort({
    fork,
    log: noLog,
    accounts: noAccounts,
    times: { ...usualTimes, ...times },
    settings: { role: 'library', novelPath: '', embedding: plainEmbedding() },
  });
  return { library, workers, worker: () => workers.at(-1)! };
};

const mara = [{ entryId: 'x', title: 'Mara', by: 'title', matched: 'Mara', start: 0, end: 4 }];

test('questions asked at once get their own answers, in whatever order they come', async () => {
  const { library, worker } = setUp();
  const first = library.port('findMentions', { text: 'one' });
  const second = library.port('findMentions', { text: 'two' });
  const [one, two] = worker().got('request');
  worker().say({ type: 'reply', id: two!.id, reply: { ok: true, data: mara } });
  worker().say({ type: 'reply', id: one!.id, reply: { ok: true, data: [] } });
  expect(await first).toEqual([]);
  expect(await second).toEqual(mara);
});

test('a question whose worker died is asked once more of the next, and then given up', async () => {
  const { library, worker, workers } = setUp();
  const asked = library.port('findMentions', { text: 'one' });
  const refused = expect(asked).rejects.toThrow(expect.objectContaining({ code: 'WORKER_DIED' }));
  worker().exit(null);
  expect(workers).toHaveLength(2);
  expect(worker().got('request')).toMatchObject([{ request: { input: { text: 'one' } } }]);
  worker().exit(null);
  await refused;
  expect(workers).toHaveLength(2);
});

test('a worker that says why it cannot run is believed', async () => {
  const { library, worker, workers } = setUp();
  const asked = library.port('findMentions', { text: 'one' });
  const refused = expect(asked).rejects.toThrow(expect.objectContaining({ code: 'EMBEDDING_MODEL_MISSING' }));
  worker().say({
    type: 'failing',
    error: { code: 'EMBEDDING_MODEL_MISSING', data: { path: 'x' }, detail: null },
  });
  worker().exit(1);
  await refused;
  expect(workers).toHaveLength(1);
});

test('a worker that does not answer its pings is ended and its question asked of the next', async () => {
  const { library, worker, workers } = setUp({ pingMs: 10, hangMs: 50 });
  const asked = library.port('findMentions', { text: 'one' });
  while (workers.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(workers[0]!.isKilled).toBe(true);
  expect(workers[0]!.got('ping').length).toBeGreaterThan(1);
  worker().say({ type: 'reply', id: worker().got('request')[0]!.id, reply: { ok: true, data: mara } });
  expect(await asked).toEqual(mara);
  await library.close();
});

test('questions still open at the end are not left hanging', async () => {
  const { library } = setUp();
  const refused = expect(library.port('findMentions', { text: 'one' })).rejects.toThrow(
    expect.objectContaining({ code: 'WORKER_DIED' }),
  );
  await library.close();
  await refused;
});

import { afterAll, expect, onTestFinished, test } from 'vitest';
import { countEmbedded, findActiveModel } from '../../../src-main/db/embedding-models.ts';
import { getScene, saveScene } from '../../../src-main/db/scenes.ts';
import type { LibraryPort } from '../../../src-main/jobs/library-port.ts';
import { updateIndex, updateIndexWithinCaps } from '../../../src-main/novels/update-index.ts';
import { embedderLoader, type EmbeddingAccountants } from '../../../src-main/retrieval/load-embedder.ts';
import { openLibraryService, type LibraryService } from '../../../src-main/retrieval/library-service.ts';
import type { LibraryRequest } from '../../../src-main/retrieval/requests.ts';
import { embeddingNameOf, type EmbeddingSettings } from '../../../src-shared/domain/embedding.ts';
import { SearchQuery } from '../../../src-shared/domain/search.ts';
import { startEmbeddingServer } from '../../helpers/embedding-server.ts';
import { ledgerOfEmbedding } from '../../helpers/ledger-of-embedding.ts';
import { novelFile, proseOf } from '../../helpers/novel-file.ts';
import { plainEmbedding } from '../../helpers/plain-embedding.ts';
import { wordEmbedder } from '../../helpers/word-embedder.ts';

const text = [
  [
    ['Mara lit the lamp.', 'The harbour was empty at dawn.', 'Tomas mended the net.'],
    ['A comet crossed the sky.', 'The crypt was cold.', 'Silver coins lay in the dust.'],
  ],
] as const;

const services: LibraryService[] = [];
afterAll(async () => {
  for (const service of services.splice(0)) await service.close();
});

const bundled: EmbeddingSettings = { provider: 'bundled' };

async function setUp() {
  const server = await startEmbeddingServer({ dimension: 128 });
  onTestFinished(() => server.close());
  const remote: EmbeddingSettings = {
    provider: 'openai-compatible',
    baseUrl: `${server.origin}/v1`,
    model: 'large',
    keyName: null,
  };
  const file = novelFile({ text });
  /** The library's worker, born with a choice; the bundled model is played by one that knows words alone. */
  const libraryOf = async (
    wanted: EmbeddingSettings,
    before: readonly EmbeddingSettings[] = [],
    accountants?: EmbeddingAccountants,
  ): Promise<LibraryPort> => {
    const embedding = { ...plainEmbedding(), wanted, before };
    const load = embedderLoader(embedding, accountants);
    const service = await openLibraryService({
      novelPath: file.path,
      embedding,
      loadEmbedder: async (settings, threads) =>
        settings.provider === 'bundled' ? wordEmbedder() : load(settings, threads),
    });
    services.push(service);
    return ((route: string, input: unknown) =>
      service.handle({ route, input } as LibraryRequest)) as LibraryPort;
  };
  const old = await libraryOf(bundled);
  await updateIndex({ db: file.db, library: old });
  return { ...file, server, remote, libraryOf, name: embeddingNameOf(remote) };
}

const find = (library: LibraryPort, words: string) =>
  library('search', SearchQuery.parse({ text: words, mode: 'hybrid', limit: 3 }));
const active = (db: Parameters<typeof findActiveModel>[0]) => findActiveModel(db)?.name;

test('the old model answers until every text is embedded, then the new one does, and nothing of the old is left', async () => {
  const { db, remote, libraryOf, name, server } = await setUp();
  const library = await libraryOf(remote, [bundled]);
  const seen: { readonly model: string | undefined; readonly queries: number }[] = [];
  const searches: Promise<unknown>[] = [];
  await updateIndex(
    { db, library },
    {
      onProgress: ({ done, total, isSwitching }) => {
        expect(isSwitching).toBe(true);
        if (done === total) return;
        seen.push({ model: active(db), queries: done });
        searches.push(find(library, 'the lamp').then(([hit]) => expect(hit?.why.vectorRank).toBe(1)));
      },
    },
  );
  await Promise.all(searches);
  expect(seen).toHaveLength(6);
  expect(new Set(seen.map(({ model }) => model))).toEqual(new Set(['all-MiniLM-L6-v2-int8']));
  expect(active(db)).toBe(name);
  expect(db.prepare('SELECT name, dimension FROM embedding_model').all()).toEqual([{ name, dimension: 128 }]);
  expect(db.prepare('SELECT count(*) FROM passage WHERE embedding_model_id IS NULL').pluck().get()).toBe(0);

  const before = server.asked.length;
  const [hit] = await find(library, 'comet');
  expect(hit).toMatchObject({ why: { vectorRank: 1 } });
  expect(server.asked.slice(before).map(({ texts }) => texts)).toEqual([['comet']]);
});

test('killed in the middle, it goes on with what is missing and asks for nothing twice', async () => {
  const { db, remote, libraryOf, name, server } = await setUp();
  const stop = new AbortController();
  const first = updateIndex(
    { db, library: await libraryOf(remote, [bundled]) },
    { signal: stop.signal, onProgress: ({ done }) => done === 3 && stop.abort() },
  );
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  expect(countEmbedded(db, name)).toEqual({ done: 4, total: 6 });
  expect(active(db)).toBe('all-MiniLM-L6-v2-int8');

  const library = await libraryOf(remote, [bundled]); // another process, later
  const [hit] = await find(library, 'the lamp');
  expect(hit).toMatchObject({ why: { vectorRank: 1 } });
  const before = server.asked.length;
  await updateIndex({ db, library });
  const passages = server.asked
    .slice(before)
    .flatMap(({ texts }) => texts.filter((each) => each !== 'Fabula'));
  expect(passages).toHaveLength(2);
  expect(active(db)).toBe(name);
});

test('a text that is written meanwhile is found by the old model at once and by the new one after', async () => {
  const { db, scenes, remote, libraryOf, name } = await setUp();
  const library = await libraryOf(remote, [bundled]);
  const stop = new AbortController();
  await updateIndex(
    { db, library },
    { signal: stop.signal, onProgress: ({ done }) => done === 4 && stop.abort() },
  ).catch(() => undefined);
  const scene = getScene(db, scenes[0]!.id);
  saveScene(db, {
    id: scene.id,
    document: proseOf('A whale sang below the ice.'),
    baseRevision: scene.revision,
  });
  await updateIndex({ db, library });
  expect(active(db)).toBe(name);
  const [hit] = await find(library, 'whale song');
  expect(hit).toMatchObject({ source: { sceneId: scene.id }, why: { vectorRank: 1 } });
  const counts = db
    .prepare(
      `SELECT (SELECT count(*) FROM passage) AS passages, count(*) AS vectors
       FROM passage_float_${findActiveModel(db)?.id}`,
    )
    .get();
  expect(counts).toEqual({ passages: 6, vectors: 6 });
});

test('given up, the old model stays and what was made of the new one is taken away', async () => {
  const { db, remote, libraryOf, name } = await setUp();
  const stop = new AbortController();
  await updateIndex(
    { db, library: await libraryOf(remote, [bundled]) },
    { signal: stop.signal, onProgress: ({ done }) => done === 2 && stop.abort() },
  ).catch(() => undefined);
  expect(countEmbedded(db, name).done).toBe(3);
  const library = await libraryOf(bundled, [remote]);
  await updateIndex({ db, library });
  expect(db.prepare('SELECT name FROM embedding_model').pluck().all()).toEqual(['all-MiniLM-L6-v2-int8']);
  expect((await find(library, 'the lamp'))[0]).toMatchObject({ why: { vectorRank: 1 } });
});

test('a server that gives vectors of another length all at once is embedded anew, never mixed', async () => {
  const { db, scenes, remote, libraryOf, name, server } = await setUp();
  await updateIndex({ db, library: await libraryOf(remote, [bundled]) });
  server.setDimension(200);
  const library = await libraryOf(remote, [bundled]);
  const hits = await find(library, 'the lamp'); // words alone: the question's vector says nothing in the old space
  expect(hits[0]).toMatchObject({ why: { vectorRank: null } });
  const scene = getScene(db, scenes[0]!.id);
  saveScene(db, { id: scene.id, document: proseOf('A whale sang.'), baseRevision: scene.revision });
  await updateIndex({ db, library });
  expect(db.prepare('SELECT name, dimension FROM embedding_model').all()).toEqual([{ name, dimension: 200 }]);
  expect(countEmbedded(db, name)).toEqual({ done: 6, total: 6 });
  expect((await find(library, 'whale'))[0]).toMatchObject({ why: { vectorRank: 1 } });
});

test('a model this machine never chose is not asked, whatever the novel says: words are found until it is embedded anew', async () => {
  const { db, remote, libraryOf, server } = await setUp();
  await updateIndex({ db, library: await libraryOf(remote, [bundled]) });
  const library = await libraryOf(bundled); // another machine opens the file
  const before = server.asked.length;
  expect((await find(library, 'the lamp'))[0]).toMatchObject({ why: { vectorRank: null, fullTextRank: 1 } });
  await updateIndex({ db, library });
  expect(server.asked).toHaveLength(before);
  expect(active(db)).toBe('all-MiniLM-L6-v2-int8');
});

test('a cap stops the reading cleanly: the old model answers, new text is found, and what was paid for is not paid for again', async () => {
  const { db, scenes, remote, libraryOf, name, server } = await setUp();
  const ledger = ledgerOfEmbedding({ model: name });
  const library = await libraryOf(remote, [bundled], ledger.accountants);
  ledger.setCap(0.004); // a probe of seven tokens and some texts of seven each, at 0.0001 a token
  const stopped = await updateIndexWithinCaps({ db, library });
  expect(stopped.capped).toMatchObject({ code: 'MODEL_BUDGET_SPENT', data: { cap: 'month', limit: 0.004 } });
  const { done } = countEmbedded(db, name);
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(6);
  expect(ledger.rows().reduce((sum, { cost }) => sum + (cost ?? 1), 0)).toBeLessThanOrEqual(0.004);
  expect(active(db)).toBe('all-MiniLM-L6-v2-int8');

  const scene = getScene(db, scenes[0]!.id);
  saveScene(db, { id: scene.id, document: proseOf('A whale sang.'), baseRevision: scene.revision });
  expect((await updateIndexWithinCaps({ db, library })).capped).not.toBeNull();
  expect((await find(library, 'whale'))[0]).toMatchObject({ why: { vectorRank: 1 } });

  const before = server.asked.length;
  const missing = 6 - countEmbedded(db, name).done;
  ledger.setCap(null);
  expect((await updateIndexWithinCaps({ db, library })).capped).toBeNull();
  expect(active(db)).toBe(name);
  expect(server.asked.slice(before).flatMap(({ texts }) => texts)).toHaveLength(missing);
});

test('where the model that answers may not be paid, new text is found by its words', async () => {
  const { db, scenes, remote, libraryOf, name } = await setUp();
  const ledger = ledgerOfEmbedding({ model: name });
  const library = await libraryOf(remote, [bundled], ledger.accountants);
  await updateIndex({ db, library });
  ledger.setCap(0.00001);
  const scene = getScene(db, scenes[0]!.id);
  saveScene(db, { id: scene.id, document: proseOf('A whale sang.'), baseRevision: scene.revision });
  expect((await updateIndexWithinCaps({ db, library })).capped).not.toBeNull();
  expect((await find(library, 'whale'))[0]).toMatchObject({ why: { vectorRank: null, fullTextRank: 1 } });
  ledger.setCap(null);
  expect(await updateIndexWithinCaps({ db, library })).toMatchObject({ indexed: 1, capped: null });
});

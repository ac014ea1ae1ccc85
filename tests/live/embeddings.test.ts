import { afterAll, beforeAll, expect, test } from 'vitest';
import { findActiveModel } from '../../src-main/db/embedding-models.ts';
import type { LibraryPort } from '../../src-main/jobs/library-port.ts';
import { updateIndex } from '../../src-main/novels/update-index.ts';
import { openLibraryService, type LibraryService } from '../../src-main/retrieval/library-service.ts';
import { openRemoteEmbedder } from '../../src-main/retrieval/remote-embedder.ts';
import type { LibraryRequest } from '../../src-main/retrieval/requests.ts';
import {
  embeddingNameOf,
  type EmbeddingSettings,
  type RemoteEmbeddingSettings,
} from '../../src-shared/domain/embedding.ts';
import { SearchQuery } from '../../src-shared/domain/search.ts';
import { novelFile } from '../helpers/novel-file.ts';
import { plainEmbedding } from '../helpers/plain-embedding.ts';
import { embeddingFlags, servedModel, startLlamaServer, type LiveServer } from './servers.ts';

const keyName = 'FABULA_LIVE_KEY';
const dimension = 576; // the hidden size of the built-in model

let server: LiveServer;
beforeAll(async () => {
  server = await startLlamaServer({ more: embeddingFlags });
});
const services: LibraryService[] = [];
afterAll(async () => {
  for (const service of services.splice(0)) await service.close();
  await server?.kill();
});

const settingsOf = ({ address }: LiveServer): RemoteEmbeddingSettings => ({
  provider: 'openai-compatible',
  baseUrl: `${address}/v1`,
  model: servedModel,
  keyName,
});
const keysOf = ({ key }: LiveServer) => ({ [keyName]: key });
const cosine = (a: Float32Array = new Float32Array(), b: Float32Array = new Float32Array()): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

test('texts become vectors of unit length, in their order, the same whatever stands beside them', async () => {
  const embedder = await openRemoteEmbedder(settingsOf(server), keysOf(server));
  expect(embedder.dimension).toBe(dimension);
  const texts = ['Mara lit the lamp.', 'The crypt was cold.', '', 'Silver coins lay in the dust.'];
  const vectors = await embedder.embed(texts);
  const [alone] = await embedder.embed(['The crypt was cold.']);
  await embedder.close();
  expect(vectors.map(({ length }) => length)).toEqual([dimension, dimension, dimension, dimension]);
  expect(cosine(vectors[0], vectors[0])).toBeCloseTo(1, 4);
  expect(cosine(vectors[1], alone)).toBeGreaterThan(0.999);
  expect(cosine(vectors[0], alone)).toBeLessThan(0.999);
});

test('a wrong key is told as one', async () => {
  await expect(openRemoteEmbedder(settingsOf(server), { [keyName]: 'sk-wrong' })).rejects.toMatchObject({
    code: 'MODEL_UNAUTHORIZED',
  });
});

test('a novel goes over to the server, and a question is answered by its vectors', async () => {
  const file = novelFile();
  const bundled: EmbeddingSettings = { provider: 'bundled' };
  const libraryWith = async (wanted: EmbeddingSettings, before: readonly EmbeddingSettings[]) => {
    const embedding = { ...plainEmbedding(), wanted, before, keys: keysOf(server) };
    const service = await openLibraryService({ novelPath: file.path, embedding });
    services.push(service);
    return ((route: string, input: unknown) =>
      service.handle({ route, input } as LibraryRequest)) as LibraryPort;
  };
  await updateIndex({ db: file.db, library: await libraryWith(bundled, []) });
  expect(findActiveModel(file.db)?.dimension).toBe(384);

  const remote = settingsOf(server);
  const library = await libraryWith(remote, [bundled]);
  const began = performance.now();
  await updateIndex({ db: file.db, library });
  console.log(`five scenes embedded by the server in ${Math.round(performance.now() - began)} ms`);
  expect(findActiveModel(file.db)).toMatchObject({ name: embeddingNameOf(remote), dimension });
  const [hit] = await library('search', SearchQuery.parse({ text: 'The ship was gone in the morning.' }));
  expect(hit?.text).toContain('In the morning the ship was gone.');
  expect(hit?.why.vectorRank).not.toBeNull();
});

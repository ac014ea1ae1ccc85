import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../../../agents/model/clock.ts';
import { openRemoteEmbedder } from '../../../src-main/retrieval/remote-embedder.ts';
import { EmbeddingSettings, type RemoteEmbeddingSettings } from '../../../src-shared/domain/embedding.ts';
import { startEmbeddingServer, type EmbeddingServerOptions } from '../../helpers/embedding-server.ts';

const waits: number[] = [];
const clock: Clock = {
  now: () => 0,
  sleep: (ms) => {
    waits.push(ms);
    return Promise.resolve();
  },
};
const silenceMs = { query: 1_500, passage: 1_500 };

async function setUp(
  given: Partial<EmbeddingServerOptions> = {},
  settings: (origin: string) => unknown = (origin) => ({
    provider: 'openai-compatible',
    baseUrl: `${origin}/v1`,
    model: 'm',
    keyName: 'KEY',
  }),
) {
  const server = await startEmbeddingServer({ dimension: 16, key: 'secret', ...given });
  onTestFinished(() => server.close());
  waits.length = 0;
  const parsed = EmbeddingSettings.parse(settings(server.origin)) as RemoteEmbeddingSettings;
  const open = (keys: Readonly<Record<string, string>> = { KEY: 'secret' }) =>
    openRemoteEmbedder(parsed, keys, { clock, silenceMs });
  return { server, open };
}

test('vectors come in the order of the texts, of unit length, in batches a server takes', async () => {
  const { server, open } = await setUp();
  const embedder = await open();
  const texts = Array.from({ length: 70 }, (_, at) => `word${'abcdefghij'[at % 10]} ${'x'.repeat(at % 7)}`);
  const vectors = await embedder.embed(texts);
  expect(vectors).toHaveLength(70);
  for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  const [again] = await embedder.embed([texts[41] ?? '']);
  expect(vectors[41]).toEqual(again);
  expect(Math.max(...server.asked.map(({ texts: sent }) => sent.length))).toBe(32);
  expect(embedder.takeTokens?.()).toBe((1 + 70 + 1) * 7);
  expect(embedder.takeTokens?.()).toBeNull();
});

test('a text without a word is not sent and points nowhere', async () => {
  const { server, open } = await setUp();
  const embedder = await open();
  const before = server.asked.length;
  expect(await embedder.embed([' \n'])).toEqual([new Float32Array(16)]);
  expect(server.asked).toHaveLength(before);
});

test('Ollama is asked at /api/embed', async () => {
  const { server, open } = await setUp({ key: undefined as never }, (baseUrl) => ({
    provider: 'ollama',
    baseUrl,
    model: 'nomic-embed-text',
  }));
  const embedder = await open({});
  await embedder.embed(['a lamp']);
  expect(embedder.name).toBe('ollama/nomic-embed-text');
  expect(server.asked.at(-1)).toMatchObject({
    path: '/api/embed',
    body: { model: 'nomic-embed-text', input: ['a lamp'] },
  });
});

test('a passing failure is tried again, not sooner than the server named, and only for passages', async () => {
  const { open } = await setUp({
    fault: (request) => (request === 1 ? { status: 429, headers: { 'retry-after': '7' } } : null),
  });
  const embedder = await open();
  expect(await embedder.embed(['a lamp'])).toHaveLength(1);
  expect(waits).toEqual([7000]);

  const failing = await setUp({ fault: (request) => (request > 0 ? { status: 503 } : null) });
  const other = await failing.open();
  await expect(other.embed(['a lamp'], 'query')).rejects.toMatchObject({ code: 'MODEL_FAILED' });
  expect(waits).toEqual([]);
  await expect(other.embed(['a lamp'])).rejects.toMatchObject({ code: 'MODEL_FAILED' });
  expect(waits).toHaveLength(3);
});

test.each([
  ['silent', 'MODEL_TIMEOUT'],
  ['too-few', 'MODEL_OUTPUT_INVALID'],
  ['html', 'MODEL_NOT_A_MODEL_SERVER'],
] as const)('a server that is %s is named, and never taken for an answer', async (fault, code) => {
  const { open } = await setUp({ fault: (request) => (request > 0 ? fault : null) });
  const embedder = await open();
  await expect(embedder.embed(['a lamp'], 'query')).rejects.toMatchObject({ code });
});

test('a missing key is told before anything is asked, a wrong one by the server’s answer', async () => {
  const { server, open } = await setUp();
  await expect(open({})).rejects.toMatchObject({ code: 'MODEL_KEY_MISSING', data: { key: 'KEY' } });
  expect(server.asked).toHaveLength(0);
  const wrong = open({ KEY: 'other' });
  await expect(wrong).rejects.toMatchObject({ code: 'MODEL_UNAUTHORIZED' });
  await expect(wrong).rejects.not.toThrow(/other/);
});

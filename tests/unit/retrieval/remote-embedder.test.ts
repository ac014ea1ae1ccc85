import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../../../agents/model/clock.ts';
import { openRemoteEmbedder } from '../../../src-main/retrieval/remote-embedder.ts';
import { EmbeddingSettings, type RemoteEmbeddingSettings } from '../../../src-shared/domain/embedding.ts';
import { ledgerOfEmbedding } from '../../helpers/ledger-of-embedding.ts';
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
  const open = (keys: Readonly<Record<string, string>> = { KEY: 'secret' }, more: object = {}) =>
    openRemoteEmbedder(parsed, keys, { clock, silenceMs, ...more });
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

test('each batch is in the ledger at its most before it is sent, and with the real tokens after', async () => {
  const { server, open } = await setUp();
  const ledger = ledgerOfEmbedding({ model: `${new URL(server.origin).host}/m` });
  const atBegin: number[] = [];
  const embedder = await open(
    undefined,
    ledger.watched(() => atBegin.push(server.asked.length)),
  );
  await embedder.embed(Array.from({ length: 40 }, (_, at) => `a lamp on the quay, number ${at}`));
  expect(atBegin).toEqual([0, 1, 2]);
  const rows = ledger.rows();
  expect(rows.map(({ step, inputTokens, ended }) => [step, inputTokens, ended])).toEqual([
    ['query', 7, 'stop'],
    ['passage', 32 * 7, 'stop'],
    ['passage', 8 * 7, 'stop'],
  ]);
  for (const { predicted, cost, inputTokens } of rows) {
    expect(cost).toBeCloseTo((inputTokens ?? 0) * 0.0001, 10);
    expect(predicted).toBeGreaterThan(0);
  }
});

test('a batch that would go beyond the cap is not sent', async () => {
  const { server, open } = await setUp();
  const ledger = ledgerOfEmbedding({ model: `${new URL(server.origin).host}/m` });
  const embedder = await open(undefined, ledger);
  ledger.setCap(0.001);
  const before = server.asked.length;
  await expect(embedder.embed(['a lamp '.repeat(100)])).rejects.toMatchObject({ code: 'MODEL_BUDGET_SPENT' });
  expect(server.asked).toHaveLength(before);
});

test('a batch that was refused costs nothing; one that the server may have read counts at its most', async () => {
  const faults = [null, { status: 400 }, 'silent'] as const;
  const { server, open } = await setUp({ fault: (request) => faults[request] ?? null });
  const ledger = ledgerOfEmbedding({ model: `${new URL(server.origin).host}/m` });
  const embedder = await open(undefined, ledger);
  for (let i = 0; i < 2; i++) await embedder.embed(['a lamp'], 'query').catch(() => undefined);
  expect(ledger.rows().map(({ cost, ended }) => [cost === null ? 'most' : cost > 0, ended])).toEqual([
    [true, 'stop'],
    [false, 'failed'],
    ['most', 'failed'],
  ]);
});

test('a server on this machine without a price leaves no entry behind with each pause in writing', async () => {
  const { open } = await setUp();
  const ledger = ledgerOfEmbedding({ model: 'other/m' });
  const embedder = await open(undefined, ledger);
  await embedder.embed(['a lamp']);
  expect(ledger.rows()).toEqual([]);
});

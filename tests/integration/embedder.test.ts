import { mkdtempSync, rmSync, cpSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadEmbedder, type Embedder } from '../../src-main/retrieval/embedder.ts';
import { bundledModel } from '../../src-main/retrieval/onnx-models.ts';
import { embeddingModelFolder } from '../../src-main/services/paths.ts';

let embedder: Embedder;
beforeAll(async () => {
  embedder = await loadEmbedder({ folder: embeddingModelFolder(), threads: 1 });
});
afterAll(() => embedder.close());

const one = async (text: string): Promise<Float32Array> =>
  (await embedder.embed([text]))[0] ?? new Float32Array();
const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
const length = (vector: Float32Array): number => Math.hypot(...vector);
const furthest = (a: Float32Array, b: Float32Array): number =>
  Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? NaN))));

const harbour = 'The harbour master lit the lamp before the boats came in.';

describe('meaning', () => {
  test('texts of one meaning and no common word are nearer than texts of another meaning', async () => {
    const [boat, ship, bread] = await embedder.embed([
      'A boat sank in the storm.',
      'The ship went down during bad weather.',
      'He kneaded dough for tomorrow.',
    ]);
    if (!boat || !ship || !bread) throw new Error('vectors are missing');
    expect(cosine(boat, ship)).toBeGreaterThan(0.5);
    expect(cosine(boat, ship)).toBeGreaterThan(cosine(boat, bread) + 0.3);
  });

  test('the vectors are those of all-MiniLM-L6-v2: two known similarities of its own model card', async () => {
    // Computed with the float32 weights of the same model; int8 storage may move them by a hundredth.
    const [a, b, c] = await embedder.embed([
      'That is a happy person',
      'That is a very happy person',
      'Today is a sunny day',
    ]);
    if (!a || !b || !c) throw new Error('vectors are missing');
    expect(cosine(a, b)).toBeCloseTo(0.943, 1.5);
    expect(cosine(a, c)).toBeCloseTo(0.257, 1.5);
  });
});

describe('a vector is of its own text alone', () => {
  test('a text beside seven longer and shorter ones has the vector it has by itself', async () => {
    const neighbours = [1, 3, 9, 27, 60, 120, 250].map((words) => 'storm '.repeat(words));
    const alone = await one(harbour);
    const together = await embedder.embed([...neighbours.slice(0, 4), harbour, ...neighbours.slice(4)]);
    expect(furthest(alone, together[4] ?? new Float32Array())).toBeLessThan(1e-5);
  });

  test('twenty texts in three batches come back in the order they were given', async () => {
    const texts = Array.from(
      { length: 20 },
      (_, index) => `${'word '.repeat((index * 7) % 20)}number ${index}`,
    );
    const together = await embedder.embed(texts);
    for (const index of [0, 5, 13, 19]) {
      const alone = await one(texts[index] ?? '');
      expect(furthest(alone, together[index] ?? new Float32Array())).toBeLessThan(1e-5);
    }
  });

  test('two callers at once get each their own vectors', async () => {
    const [first, second] = await Promise.all([one(harbour), one('bread')]);
    expect(furthest(first, await one(harbour))).toBeLessThan(1e-5);
    expect(furthest(second, await one('bread'))).toBeLessThan(1e-5);
  });
});

describe('odd input', () => {
  test.each([
    ['Chinese', '燈塔裡的女人沒有睡。'],
    ['Indonesian', 'Ia menyalakan lampu sebelum kapal datang.'],
    ['accents', 'Ōmu naïvely crossed the Straße — “alone”.'],
    ['emoji and joiners', '👩‍👩‍👧 came home 🏠'],
    ['combining marks', 'e\u0301 is \u00e9'],
    ['half a surrogate pair', 'broken \ud83d here'],
    ['control characters', 'a\u0000b\u0007c'],
    ["the model's own marks", 'she wrote [SEP] and [CLS] on the wall'],
  ])('%s: a vector of unit length', async (_, text) => {
    expect(length(await one(text))).toBeCloseTo(1, 5);
  });

  test.each([[''], [' \n\t ']])('text of no token (%j): a zero vector and no NaN', async (text) => {
    expect([...(await one(text))].every((value) => value === 0)).toBe(true);
  });

  test('no texts: no vectors', async () => {
    expect(await embedder.embed([])).toEqual([]);
  });

  test('a megabyte of text is seen to the end of the window and no further', async () => {
    const words = 'the tide turned and nobody spoke of it again '.repeat(23_000);
    const start = words.slice(0, 4000);
    expect(embedder.countTokens(start)).toBeGreaterThan(embedder.maxTokens);
    expect(furthest(await one(words), await one(start))).toBeLessThan(1e-5);
  });

  test('a megabyte without a space does not hang the tokenizer', async () => {
    expect(length(await one('a'.repeat(1_000_000)))).toBeCloseTo(1, 5);
    expect(embedder.countTokens('漢'.repeat(1000))).toBe(1000);
  });
});

describe('the window', () => {
  test('the last token that fits is seen, and the one after it is not', async () => {
    const full = 'sea '.repeat(embedder.maxTokens - 1);
    expect(embedder.countTokens(`${full}king`)).toBe(embedder.maxTokens);
    expect(furthest(await one(`${full}king`), await one(`${full}bread`))).toBeGreaterThan(1e-4);
    expect(furthest(await one(`${full}king bread`), await one(`${full}king lamp`))).toBeLessThan(1e-5);
  });

  test('tokens of two sentences are the tokens of both: passages can be filled by adding up', () => {
    const [a, b] = ['The lamp burned low.', ' Nobody came, not even Ōmu.'];
    expect(embedder.countTokens(a + b)).toBe(embedder.countTokens(a) + embedder.countTokens(b));
    expect(embedder.countTokens('')).toBe(0);
  });
});

describe('a model that is not right', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fabula-embedder-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('missing: says where it was looked for', async () => {
    const missing = join(folder, 'none');
    await expect(loadEmbedder({ folder: missing, threads: 1 })).rejects.toMatchObject({
      code: 'EMBEDDING_MODEL_MISSING',
      data: { path: missing },
    });
  });

  test('damaged: an error with a name, not a crash', async () => {
    const damaged = join(folder, 'damaged');
    cpSync(embeddingModelFolder(), damaged, { recursive: true });
    writeFileSync(join(damaged, 'onnx', 'model_int8.onnx'), 'not a graph');
    await expect(loadEmbedder({ folder: damaged, threads: 1 })).rejects.toMatchObject({
      code: 'MODEL_LOAD_FAILED',
    });
  });
});

test('a model that is trained with prefixes reads them: a question and a passage of the same words differ', async () => {
  const prefixed = await loadEmbedder({
    folder: embeddingModelFolder(),
    threads: 1,
    model: { ...bundledModel, prefixes: { query: 'query: ', passage: 'passage: ' }, batchSize: 1 },
  });
  try {
    const words = 'The keeper lit the lamp.';
    const [query] = await prefixed.embed([words], 'query');
    const [passage, empty] = await prefixed.embed([words, ' '], 'passage');
    const [byHand] = await embedder.embed([`query: ${words}`]);
    expect(query).toEqual(byHand);
    expect(passage).not.toEqual(query);
    expect(empty?.every((value) => value === 0)).toBe(true); // a prefix alone says nothing
    expect(prefixed.maxTokens).toBeLessThan(embedder.maxTokens);
  } finally {
    await prefixed.close();
  }
});

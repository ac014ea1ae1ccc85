import { rmSync } from 'node:fs';
import { openReader, openWriter, read, type Db } from '../../src-main/db/connection.ts';
import { placeScenes } from '../../src-main/retrieval/scope.ts';
import { searchIndex } from '../../src-main/retrieval/search.ts';
import { chunkCounter } from '../../src-main/retrieval/full-text.ts';
import { findEmbeddingModel } from '../../src-main/db/embedding-models.ts';
import { openVectorIndex } from '../../src-main/retrieval/vector-index.ts';
import { SearchQuery } from '../../src-shared/domain/search.ts';
import { searchWords } from '../../src-shared/text/search-words.ts';
import { makeBigNovel, nearVector, type BigNovel } from './search/big-novel.ts';
import { seededRandom } from './search/random.ts';
import { benchRecall, pseudoRecall } from './search/recall.ts';
import { benchSentences, type Sentence } from './search/sentences.ts';
import { addStockVectors, stockSearch } from './search/stock.ts';
import { benchWholeRequest } from './search/whole-request.ts';
import { milliseconds, percentile, printLine } from './search/figures.ts';

const rounds = 120;
/** Searches before the first measured one, so that code is compiled and caches are filled. */
const warmUps = 30;
const model = 'bench';

interface Question {
  readonly query: SearchQuery;
  readonly vector: Float32Array;
  readonly words: readonly string[];
}

/** Hybrid search as of a scene with the query's vector given, beside stock parts; then recall and the whole request. */
export async function run(): Promise<void> {
  const { sentences, from } = benchSentences();
  console.log(`search: novels made of ${from}; ${rounds} questions each, as of 80 % of the book, limit 12`);
  for (const [name, chunks, target] of [
    ['600,000 words (1,200 chunks, 4,800 passages)', 1_200, 10],
    ['10,000 chunks, 40,000 passages', 10_000, 25],
  ] as const)
    measureSize({ name, chunks, target, sentences });
  await benchRecall(sentences);
  await benchWholeRequest(sentences);
}

function measureSize({
  name,
  chunks,
  target,
  sentences,
}: {
  readonly name: string;
  readonly chunks: number;
  readonly target: number;
  readonly sentences: readonly Sentence[];
}): void {
  const novel = makeBigNovel(sentences, { chunks, passagesPerChunk: 4, wordsPerChunk: 500, model });
  const writer = openWriter(novel.path);
  addStockVectors(writer, novel.vectors);
  writer.close();
  const db = openReader(novel.path);
  try {
    const times = measure(db, { novel, sentences });
    const ours = percentile(times.ours, 0.95);
    const stock = percentile(times.stock, 0.95);
    printLine(`${name}: hybrid search p95`, {
      value: milliseconds(ours),
      reference: `stock parts ${milliseconds(stock)}`,
      verdict: `${(ours / stock).toFixed(2)} of stock, target ${target} ms ${ours <= target ? 'ok' : 'MISSED'}`,
    });
    printLine(`${name}: hybrid search median`, {
      value: milliseconds(percentile(times.ours, 0.5)),
      reference: `stock parts ${milliseconds(percentile(times.stock, 0.5))}`,
    });
    pseudoRecall(db, { novel, model });
  } finally {
    db.close();
    rmSync(novel.folder, { recursive: true, force: true });
  }
}

function measure(
  db: Db,
  { novel, sentences }: { novel: BigNovel; sentences: readonly Sentence[] },
): { ours: number[]; stock: number[] } {
  const modelId = findEmbeddingModel(db, model)?.id ?? 0;
  const index = openVectorIndex(db, modelId);
  const count = chunkCounter(db);
  const counts = new Map<string, number>();
  const countChunks = (word: string): number => {
    const known = counts.get(word) ?? count(word);
    counts.set(word, known);
    return known;
  };
  const placedScenes = placeScenes(db); // the library's worker keeps these and the bits until the novel changes
  const allowed = novel.scenes.slice(0, Math.floor(novel.scenes.length * 0.8) + 1);
  const times = { ours: [] as number[], stock: [] as number[] };
  for (const [round, question] of questions({ novel, sentences }).entries()) {
    const { query, vector, words } = question;
    const ours = clock(() =>
      read(db, () =>
        searchIndex(db, query, {
          language: 'en',
          meaning: { vector, index },
          modelId,
          mentions: [],
          countChunks,
          placedScenes,
        }),
      ),
    );
    const stock = clock(() => stockSearch(db, { vector, words, allowed }));
    if (round < warmUps) continue;
    times.ours.push(ours);
    times.stock.push(stock);
  }
  return times;
}

function questions({
  novel,
  sentences,
}: {
  novel: BigNovel;
  sentences: readonly Sentence[];
}): readonly Question[] {
  const random = seededRandom(99);
  return Array.from({ length: rounds + warmUps }, () => {
    const sentence = sentences[Math.floor(random() * sentences.length)];
    const vector = novel.vectors[Math.floor(random() * novel.vectors.length)] ?? new Float32Array();
    const text = sentence?.text ?? '';
    return {
      query: SearchQuery.parse({ text, asOf: novel.scenes[Math.floor(novel.scenes.length * 0.8)] }),
      vector: nearVector(vector, random),
      words: searchWords(text, 'en'),
    };
  });
}

function clock(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

if (import.meta.main) await run();

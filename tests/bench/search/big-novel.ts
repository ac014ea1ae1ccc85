import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWriter, write, type Db } from '../../../src-main/db/connection.ts';
import { createAct, createChapter, createScene } from '../../../src-main/db/outline-edits.ts';
import { storeIndexedSource } from '../../../src-main/db/search-index.ts';
import { createNovel } from '../../../src-main/novels/create-novel.ts';
import { readSourceText } from '../../../src-main/retrieval/source-text.ts';
import { newId } from '../../../src-main/services/ids.ts';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import { proseFromText } from '../../../src-shared/domain/prose.ts';
import { seededRandom } from './random.ts';
import type { Sentence } from './sentences.ts';

export const dimension = 384;

export interface BigNovel {
  readonly folder: string;
  readonly path: string;
  readonly scenes: readonly SceneId[]; // in reading order
  readonly vectors: readonly Float32Array[]; // of the passages, by id - 1
}

interface Size {
  readonly chunks: number;
  readonly passagesPerChunk: number;
  readonly wordsPerChunk: number;
  readonly model: string;
}

const chunksPerScene = 4;
const scenesPerChapter = 8;

/** A novel of the size asked for with its index: real sentences, vectors in clusters as the scenes of a book are. */
export function makeBigNovel(sentences: readonly Sentence[], size: Size): BigNovel {
  const folder = mkdtempSync(join(tmpdir(), 'fabula-bench-'));
  const path = join(folder, 'big.fabula');
  createNovel({ path, title: 'Big' });
  const db = openWriter(path);
  const made = fillNovel(db, { sentences, size });
  db.close();
  return { folder, path, ...made };
}

const fillNovel = write((db, { sentences, size }: { sentences: readonly Sentence[]; size: Size }) => {
  const random = seededRandom(size.chunks);
  const nextVector = clusteredVectors(random);
  const vectors: Float32Array[] = [];
  const scenes: SceneId[] = [];
  const act = createAct(db, { title: 'One' });
  let chapter = createChapter(db, { actId: act, title: '1' });
  let at = Math.floor(random() * sentences.length);
  for (let chunks = 0; chunks < size.chunks;) {
    const cut = Array.from({ length: Math.min(chunksPerScene, size.chunks - chunks) }, () => {
      // A stretch of a real page, then a leap: every chunk is its own text.
      const taken: Sentence[] = [];
      for (let words = 0; words < size.wordsPerChunk; at++) {
        if (random() < 0.05) at = Math.floor(random() * sentences.length);
        const sentence = sentences[at % sentences.length];
        if (!sentence) break;
        taken.push(sentence);
        words += sentence.words.length;
      }
      return taken;
    });
    chunks += cut.length;
    if (scenes.length > 0 && scenes.length % scenesPerChapter === 0)
      chapter = createChapter(db, { actId: act, title: String(scenes.length) });
    scenes.push(storeScene(db, { cut, chapter, size, nextVector, vectors }));
  }
  return { scenes, vectors };
});

function storeScene(
  db: Db,
  given: {
    cut: readonly (readonly Sentence[])[];
    chapter: ReturnType<typeof createChapter>;
    size: Size;
    nextVector: () => Float32Array;
    vectors: Float32Array[];
  },
): SceneId {
  const texts = given.cut.map((chunk) => chunk.map(({ text }) => text).join(' '));
  const { id } = createScene(db, {
    chapterId: given.chapter,
    document: proseFromText(texts.join('\n\n'), newId),
  });
  const source = readSourceText(db, { sourceKind: 'scene', sourceId: id });
  storeIndexedSource(db, {
    sourceKind: 'scene',
    sourceId: id,
    textHash: source?.textHash ?? '',
    embeddingModel: { name: given.size.model, dimension },
    chunks: texts.map((text, chunk) => ({
      text,
      tokens: Math.round(text.length / 4.5),
      words: given.cut[chunk]?.flatMap(({ words }) => words).join(' ') ?? '',
      passages: Array.from({ length: given.size.passagesPerChunk }, (_, part) => {
        const vector = given.nextVector();
        given.vectors.push(vector);
        const length = text.length / given.size.passagesPerChunk;
        return { start: Math.floor(part * length), end: Math.floor((part + 1) * length), vector };
      }),
    })),
  });
  return id;
}

/** Unit vectors that wander from topic to topic: neighbours are alike, as neighbouring passages are. */
function clusteredVectors(random: () => number): () => Float32Array {
  const normal = (): number => Math.sqrt(-2 * Math.log(random() || 1e-9)) * Math.cos(2 * Math.PI * random());
  const fresh = (): number[] => Array.from({ length: dimension }, normal);
  const topics = Array.from({ length: 300 }, fresh);
  let scene = fresh();
  let made = 0;
  return () => {
    if (made++ % 16 === 0) {
      const topic = topics[Math.floor(random() * topics.length)] ?? fresh();
      scene = topic.map((value) => 0.6 * value + 0.6 * normal());
    }
    return unit(Float32Array.from(scene, (value) => value + normal()));
  };
}

/** A vector near another one, as a question is near the passage that answers it. */
export function nearVector(vector: Float32Array, random: () => number): Float32Array {
  return unit(vector.map((value) => value + (random() - 0.5) * 0.15));
}

function unit(vector: Float32Array): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  const scale = 1 / Math.sqrt(square);
  return vector.map((value) => value * scale);
}

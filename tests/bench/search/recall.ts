import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import type { Db } from '../../../src-main/db/connection.ts';
import { listMigrations, migrate, novelMigrations } from '../../../src-main/db/migrate.ts';
import { dot } from '../../../src-main/retrieval/diversify.ts';
import { loadEmbedder } from '../../../src-main/retrieval/embedder.ts';
import { addVectors, openVectorIndex } from '../../../src-main/retrieval/vector-index.ts';
import { ensureEmbeddingModel, findEmbeddingModel } from '../../../src-main/db/embedding-models.ts';
import { embeddingModelFolder, modelCacheFolder } from '../../../src-main/services/paths.ts';
import { dimension, nearVector, type BigNovel } from './big-novel.ts';
import { printLine } from './figures.ts';
import { seededRandom } from './random.ts';
import type { Sentence } from './sentences.ts';

const answers = 10;
const asked = 100;
const passages = 2_000;
const sentencesPerPassage = 6;

/** Recall of the bit-vector pass with exact rescoring against an exact scan, on real embeddings. */
export async function benchRecall(sentences: readonly Sentence[]): Promise<void> {
  const vectors = await realVectors(sentences);
  if (vectors === null) {
    console.log('search recall: skipped, the embedding model is not set up');
    return;
  }
  const db = new Database(':memory:');
  sqliteVec.load(db);
  migrate(db, { migrations: listMigrations(novelMigrations) });
  const modelId = ensureEmbeddingModel(db, { name: 'recall', dimension });
  const stored = vectors.slice(0, passages);
  addVectors(db, { modelId, vectors: stored.map((vector, at) => ({ passageId: at + 1, vector })) });
  report(`recall@${answers} on ${passages} real embeddings`, db, {
    modelId,
    stored,
    questions: vectors.slice(passages),
  });
  db.close();
}

/** The same on the made vectors of a large novel: the more passages, the harder for the first pass. */
export function pseudoRecall(db: Db, { novel, model }: { novel: BigNovel; model: string }): void {
  const random = seededRandom(5);
  const questions = Array.from({ length: 30 }, () =>
    nearVector(novel.vectors[Math.floor(random() * novel.vectors.length)] ?? new Float32Array(), random),
  );
  report(`recall@${answers} on ${novel.vectors.length} made vectors`, db, {
    modelId: findEmbeddingModel(db, model)?.id ?? 0,
    stored: novel.vectors,
    questions,
  });
}

function report(
  name: string,
  db: Db,
  given: {
    modelId: number;
    stored: readonly Float32Array[];
    questions: readonly Float32Array[];
  },
): void {
  const index = openVectorIndex(db, given.modelId);
  let found = 0;
  for (const question of given.questions) {
    const exact = given.stored
      .map((vector, at) => ({ id: at + 1, similarity: dot(question, vector) }))
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, answers);
    const near = new Set(
      index.nearest({ vector: question, count: answers, among: null }).map(({ passageId }) => passageId),
    );
    found += exact.filter(({ id }) => near.has(id)).length;
  }
  const recall = found / (answers * given.questions.length);
  printLine(name, {
    value: recall.toFixed(3),
    reference: 'exact scan 1.000',
    verdict: `target 0.95 ${recall >= 0.95 ? 'ok' : 'MISSED'}`,
  });
}

/** Passages of several sentences, then single sentences as questions; kept beside the models, for it takes minutes. */
async function realVectors(sentences: readonly Sentence[]): Promise<Float32Array[] | null> {
  const file = join(modelCacheFolder(), '..', 'bench', `recall-${passages}-${sentences.length}.f32`);
  if (!existsSync(file)) {
    if (!existsSync(embeddingModelFolder())) return null;
    const random = seededRandom(3);
    const start = (): number => Math.floor(random() * (sentences.length - sentencesPerPassage));
    const texts = Array.from({ length: passages + asked }, (_, at) => {
      const from = start();
      return sentences
        .slice(from, from + (at < passages ? sentencesPerPassage : 1))
        .map(({ text }) => text)
        .join(' ');
    });
    const embedder = await loadEmbedder({ folder: embeddingModelFolder(), threads: 2 });
    const made = await embedder.embed(texts);
    await embedder.close();
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, Buffer.concat(made.map((vector) => Buffer.from(vector.buffer))));
  }
  const all = new Float32Array(Uint8Array.from(readFileSync(file)).buffer);
  return Array.from({ length: all.length / dimension }, (_, at) =>
    all.slice(at * dimension, (at + 1) * dimension),
  );
}

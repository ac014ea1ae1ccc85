import { existsSync, rmSync } from 'node:fs';
import { loadEmbedder } from '../../../src-main/retrieval/embedder.ts';
import { openLibraryService } from '../../../src-main/retrieval/library-service.ts';
import { embeddingFolders, embeddingModelFolder } from '../../../src-main/services/paths.ts';
import { usualEmbedding } from '../../../src-shared/domain/embedding.ts';
import models from '../../../resources/models.json' with { type: 'json' };
import { SearchQuery } from '../../../src-shared/domain/search.ts';
import { makeBigNovel } from './big-novel.ts';
import { milliseconds, percentile, printLine } from './figures.ts';
import type { Sentence } from './sentences.ts';

const rounds = 30;

/** What a caller waits for: the query's embedding by the real model, and all of the request with it. */
export async function benchWholeRequest(sentences: readonly Sentence[]): Promise<void> {
  if (!existsSync(embeddingModelFolder())) return;
  const novel = makeBigNovel(sentences, {
    chunks: 1_200,
    passagesPerChunk: 4,
    wordsPerChunk: 500,
    model: models.embedding.name,
  });
  const embedder = await loadEmbedder({ folder: embeddingModelFolder(), threads: 1 });
  const service = await openLibraryService({
    novelPath: novel.path,
    embedding: { ...usualEmbedding, keys: {}, folders: embeddingFolders() },
  });
  const times = { embedding: [] as number[], request: [] as number[] };
  for (let round = -3; round < rounds; round++) {
    const text = sentences[(round + 3) * 37]?.text ?? '';
    const started = performance.now();
    await embedder.embed([text]);
    const embedded = performance.now();
    const asOf = novel.scenes[Math.floor(novel.scenes.length * 0.8)];
    await service.handle({ route: 'search', input: SearchQuery.parse({ text, asOf }) });
    if (round < 0) continue;
    times.embedding.push(embedded - started);
    times.request.push(performance.now() - embedded);
  }
  printLine('600,000 words: embedding of the query, median', {
    value: milliseconds(percentile(times.embedding, 0.5)),
  });
  printLine('600,000 words: whole request, median', {
    value: milliseconds(percentile(times.request, 0.5)),
    reference: `of it embedding ${milliseconds(percentile(times.embedding, 0.5))}`,
  });
  await service.close();
  await embedder.close();
  rmSync(novel.folder, { recursive: true, force: true });
}

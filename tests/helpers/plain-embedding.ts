import type { EmbeddingSetup } from '../../src-main/retrieval/embedders.ts';
import { embeddingFolders } from '../../src-main/services/paths.ts';
import { usualEmbedding } from '../../src-shared/domain/embedding.ts';

/** The set-up of a writer who never chose an embedding model. */
export function plainEmbedding(): EmbeddingSetup {
  return { ...usualEmbedding, keys: {}, folders: embeddingFolders() };
}

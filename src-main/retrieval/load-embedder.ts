import type { Accountant } from '../../agents/model/meter.ts';
import { isRemoteEmbedding } from '../../src-shared/domain/embedding.ts';
import type { EmbeddingUse } from './embedder.ts';
import type { EmbeddingSetup, LoadEmbedder } from './embedders.ts';

/** Who keeps the money of what is read for the index, and of questions. */
export type EmbeddingAccountants = Readonly<Record<EmbeddingUse, Accountant>>;

/** Opens the embedding models of a set-up: ONNX graphs in its folders, servers with its keys. */
export function embedderLoader(
  { keys, folders }: EmbeddingSetup,
  accountants?: EmbeddingAccountants,
): LoadEmbedder {
  return async (settings, threads) => {
    if (isRemoteEmbedding(settings)) {
      const { openRemoteEmbedder } = await import('./remote-embedder.ts');
      return openRemoteEmbedder(settings, keys, { ...(accountants ? { accountants } : {}) });
    }
    const { loadEmbedder } = await import('./embedder.ts');
    const { bundledModel, multilingualModel } = await import('./onnx-models.ts');
    return settings.provider === 'bundled'
      ? loadEmbedder({ folder: folders.bundled, threads, model: bundledModel })
      : loadEmbedder({ folder: folders.multilingual, threads, model: multilingualModel });
  };
}

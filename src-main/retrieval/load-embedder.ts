import { isRemoteEmbedding } from '../../src-shared/domain/embedding.ts';
import type { EmbeddingSetup, LoadEmbedder } from './embedders.ts';

/** Opens the embedding models of a set-up: ONNX graphs in its folders, servers with its keys. */
export function embedderLoader({ keys, folders }: EmbeddingSetup): LoadEmbedder {
  return async (settings, threads) => {
    if (isRemoteEmbedding(settings)) {
      const { openRemoteEmbedder } = await import('./remote-embedder.ts');
      return openRemoteEmbedder(settings, keys);
    }
    const { loadEmbedder } = await import('./embedder.ts');
    const { bundledModel, multilingualModel } = await import('./onnx-models.ts');
    return settings.provider === 'bundled'
      ? loadEmbedder({ folder: folders.bundled, threads, model: bundledModel })
      : loadEmbedder({ folder: folders.multilingual, threads, model: multilingualModel });
  };
}

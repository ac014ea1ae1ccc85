import { create } from 'zustand';
import type { EmbeddingChoice, EmbeddingSettings } from '../../../src-shared/domain/embedding.ts';
import { api } from '../../api.ts';
import { notifyError } from '../../ui/notices.ts';
import { refreshModels } from './model-store.ts';

/** Which embedding model is wanted; null before main was asked. */
export const useEmbedding = create<{ readonly choice: EmbeddingChoice | null }>()(() => ({ choice: null }));

/** Asks main which embedding model is wanted. */
export async function refreshEmbedding(): Promise<void> {
  useEmbedding.setState({ choice: await api.request('embedding.get', {}) });
}

/** Chooses the embedding model; the open novel begins to go over to it. */
export async function chooseEmbedding(wanted: EmbeddingSettings): Promise<void> {
  try {
    useEmbedding.setState({ choice: await api.request('embedding.set', { wanted }) });
    await refreshModels(); // keys that it asks for are wanted now
  } catch (error) {
    notifyError(error);
  }
}

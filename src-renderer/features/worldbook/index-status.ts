import { create } from 'zustand';
import type { IndexStatus } from '../../../src-shared/ipc/search.ts';
import { api } from '../../api.ts';
import { notifyError } from '../../ui/notices.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';

/** How far the index is, as main last told. */
export const useIndexStatus = create<{ readonly status: IndexStatus | null }>()(() => ({ status: null }));

/** Asks where it stands. */
export async function readIndexStatus(): Promise<void> {
  const { novelId } = useNovel.getState();
  if (novelId === null) return;
  const status = await api.request('search.status', { novelId }).catch(() => null);
  if (useNovel.getState().novelId === novelId) useIndexStatus.setState({ status });
}

/** Pauses the embedding, or goes on with it. */
export async function pauseIndex(isPaused: boolean): Promise<void> {
  try {
    const status = await api.request('search.pause', { novelId: openNovelId(), isPaused });
    useIndexStatus.setState({ status });
  } catch (error) {
    notifyError(error);
  }
}

api.on('search.status', (status) => {
  if (status.novelId === useNovel.getState().novelId) useIndexStatus.setState({ status });
});

import { create } from 'zustand';
import type { PlacedWaiver } from '../../../src-shared/ipc/reviews.ts';
import { api } from '../../api.ts';
import { useNovel } from '../library/novel-store.ts';

const none: readonly PlacedWaiver[] = [];

/** All that the writer called intentional in the open novel, the newest first. */
export const useWaivers = create<{ readonly waivers: readonly PlacedWaiver[] }>()(() => ({ waivers: none }));

/** Asks main for them again. Throws what main throws. */
export async function loadWaivers(): Promise<void> {
  const { novelId } = useNovel.getState();
  const waivers = novelId === null ? none : await api.request('reviews.listWaivers', { novelId });
  if (novelId === useNovel.getState().novelId) useWaivers.setState({ waivers });
}

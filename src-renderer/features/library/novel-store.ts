import { create } from 'zustand';
import type { NovelId } from '../../../src-shared/domain/ids.ts';
import type { NovelPlace, OpenedNovel } from '../../../src-shared/domain/library.ts';
import type { Outline } from '../../../src-shared/domain/novel.ts';
import { api } from '../../api.ts';
import { shareOutline } from './share-outline.ts';

interface NovelState {
  /** The open novel; null on the welcome screen. */
  readonly novelId: NovelId | null;
  readonly outline: Outline | null;
  /** The novel's file, to be shown. */
  readonly path: string;
  readonly folder: NovelPlace;
}

const none: NovelState = { novelId: null, outline: null, path: '', folder: { kind: 'local', name: null } };
export const useNovel = create<NovelState>()(() => none);

/** The open novel's id, for a request that makes sense only with one. Throws where none is open. */
export function openNovelId(): NovelId {
  const { novelId } = useNovel.getState();
  if (novelId === null) throw new Error('no novel is open');
  return novelId;
}

/** Shows a novel that main has opened, or with null that none is open. */
export function takeNovel(opened: OpenedNovel | null): void {
  if (opened === null) return useNovel.setState(none);
  const { novelId, outline, path, folder } = opened;
  useNovel.setState({ novelId, outline, path, folder });
}

/** Asks main for the outline again: acts, chapters, scenes, counts. */
export async function refreshOutline(): Promise<void> {
  const { novelId } = useNovel.getState();
  if (novelId === null) return;
  const outline = await api.request('outline.get', { novelId });
  const now = useNovel.getState();
  if (now.novelId === novelId) useNovel.setState({ outline: shareOutline(now.outline, outline) });
}

api.on('novels.changed', ({ novelId, outline }) => {
  if (outline && novelId === useNovel.getState().novelId) void refreshOutline();
});

import { create } from 'zustand';
import type { NovelId } from '../../../src-shared/domain/ids.ts';
import type { OutlineItem } from '../../../src-shared/domain/outline-item.ts';
import { useNovel } from '../library/novel-store.ts';
import { useScene } from '../manuscript/scene-store.ts';
import { findNode, type TreeFilter } from './outline-nodes.ts';

/** What is looked at in the outline, and how. */
export interface OutlineView {
  /** The row that commands and the details are about. */
  readonly selected: OutlineItem | null;
  /** The rows whose content is folded away, by id. */
  readonly collapsed: ReadonlySet<string>;
  /** The row whose title is being typed. */
  readonly renaming: string | null;
  readonly filter: TreeFilter;
  readonly isBinOpen: boolean;
}

const noFilter: TreeFilter = { text: '', status: null };
const fresh: OutlineView = {
  selected: null,
  collapsed: new Set(),
  renaming: null,
  filter: noFilter,
  isBinOpen: false,
};

/** How the outline is looked at; what is folded is remembered per novel on this machine. */
export const useOutlineView = create<OutlineView>()(() => fresh);

/** Makes a row the one that commands and the details are about. */
export function selectItem(selected: OutlineItem | null): void {
  useOutlineView.setState({ selected });
}

/** Folds the given rows away and shows the content of all others. */
export function collapse(collapsed: ReadonlySet<string>): void {
  useOutlineView.setState({ collapsed });
  const { novelId } = useNovel.getState();
  if (novelId) keep(novelId, collapsed);
}

/** Shows what a row holds. */
export function expand(id: string): void {
  const { collapsed } = useOutlineView.getState();
  if (collapsed.has(id)) collapse(new Set([...collapsed].filter((other) => other !== id)));
}

/** Begins typing a row's title, or ends it with null. */
export function rename(id: string | null): void {
  useOutlineView.setState({ renaming: id });
}

/** Narrows the tree. */
export function filterBy(change: Partial<TreeFilter>): void {
  useOutlineView.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
}

/** Opens or closes the list of what was binned. */
export function showBin(isBinOpen: boolean): void {
  useOutlineView.setState({ isBinOpen });
}

const keyOf = (novelId: NovelId): string => `outline.collapsed.${novelId}`;

function keep(novelId: NovelId, collapsed: ReadonlySet<string>): void {
  try {
    localStorage.setItem(keyOf(novelId), JSON.stringify([...collapsed]));
  } catch {
    // It is only how the tree is folded.
  }
}

function remembered(novelId: NovelId): ReadonlySet<string> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(novelId)) ?? '[]');
    return new Set(Array.isArray(found) ? found.filter((id) => typeof id === 'string') : []);
  } catch {
    return new Set();
  }
}

useNovel.subscribe(({ novelId, outline }, before) => {
  if (novelId !== before.novelId)
    useOutlineView.setState({ ...fresh, collapsed: novelId ? remembered(novelId) : new Set() });
  const { selected } = useOutlineView.getState();
  if (selected && outline && outline !== before.outline && !findNode(outline, selected)) selectItem(null);
});

useScene.subscribe(({ scene }, before) => {
  if (scene && scene.id !== before.scene?.id) {
    selectItem({ kind: 'scene', id: scene.id });
    const chapter = useNovel
      .getState()
      .outline?.acts.flatMap((act) =>
        act.chapters.some(({ id }) => id === scene.chapterId) ? [act.id] : [],
      );
    for (const id of [...(chapter ?? []), scene.chapterId]) expand(id);
  }
});

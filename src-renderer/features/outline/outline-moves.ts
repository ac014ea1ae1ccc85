import { chaptersOf, type Outline } from '../../../src-shared/domain/novel.ts';
import type { ItemKind, OutlineItem, Spot } from '../../../src-shared/domain/outline-item.ts';

/** Up and down among its siblings and over the borders of what holds it; out to the holder before, in to the one after. */
export type MoveDirection = 'up' | 'down' | 'previous' | 'next';

/** Where a move by keys would put an item; null where it stands at that end already. */
export function spotFor(
  outline: Outline,
  { item, direction }: { readonly item: OutlineItem; readonly direction: MoveDirection },
): Spot | null {
  const groups = groupsOf(outline, item.kind);
  const at = groups.findIndex(({ ids }) => ids.includes(item.id));
  const group = groups[at];
  if (!group) return null;
  const position = group.ids.indexOf(item.id);
  const isForth = direction === 'down' || direction === 'next';
  const beside =
    direction === 'up' || direction === 'down' ? group.ids[position + (isForth ? 1 : -1)] : undefined;
  if (beside !== undefined) return isForth ? { after: beside } : { before: beside };
  const holder = groups[at + (isForth ? 1 : -1)];
  if (!holder?.id) return null;
  const [first] = holder.ids;
  return isForth && first !== undefined ? { before: first } : { in: holder.id };
}

interface Group {
  readonly id: string | null;
  readonly ids: readonly string[];
}

/** What holds items of a kind, in reading order, with what each one holds. */
function groupsOf(outline: Outline, kind: ItemKind): readonly Group[] {
  if (kind === 'act') return [{ id: null, ids: outline.acts.map(({ id }) => id) }];
  if (kind === 'chapter')
    return outline.acts.map(({ id, chapters }) => ({ id, ids: chapters.map((chapter) => chapter.id) }));
  return chaptersOf(outline).map(({ id, scenes }) => ({ id, ids: scenes.map((scene) => scene.id) }));
}

/** Where a drop on or beside a row would put an item of this kind; null where it may not be dropped there. */
export function spotOfDrop({
  dragged,
  target,
  position,
}: {
  readonly dragged: ItemKind;
  readonly target: OutlineItem;
  readonly position: 'before' | 'after' | 'on';
}): Spot | null {
  if (position === 'on') {
    const holds = dragged === 'scene' ? 'chapter' : dragged === 'chapter' ? 'act' : null;
    return target.kind === holds ? { in: target.id } : null;
  }
  if (target.kind !== dragged) return null;
  return position === 'before' ? { before: target.id } : { after: target.id };
}

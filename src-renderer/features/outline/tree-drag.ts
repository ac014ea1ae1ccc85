import { useDragAndDrop, type DragAndDropOptions, type DropTarget } from 'react-aria-components';
import { useNovel } from '../library/novel-store.ts';
import type { ItemKind, OutlineItem, Spot } from '../../../src-shared/domain/outline-item.ts';
import { moveTo } from './outline-actions.ts';
import { spotOfDrop } from './outline-moves.ts';
import { findNode, itemOf, type TreeNode } from './outline-nodes.ts';
import { titleOf } from './outline-words.ts';

const kinds: readonly ItemKind[] = ['act', 'chapter', 'scene'];
const typeOf = (kind: ItemKind): string => `application/x-fabula-${kind}`;

const options: DragAndDropOptions<TreeNode> = {
  getItems: (keys) =>
    [...keys].flatMap((key) => {
      const node = nodeOf(String(key));
      return node ? [{ [typeOf(node.kind)]: node.id, 'text/plain': titleOf(node) }] : [];
    }),
  acceptedDragTypes: kinds.map(typeOf),
  getDropOperation: (target, types) => {
    const dragged = kinds.find((kind) => types.has(typeOf(kind)));
    return dragged && spotOf(dragged, target) ? 'move' : 'cancel';
  },
  onMove: ({ keys, target }) => drop(nodeOf(String([...keys][0])), target),
};

/** Dragging rows of the tree: an act among acts, a chapter into acts, a scene into chapters, nothing anywhere else. */
export function useTreeDrag() {
  return useDragAndDrop(options).dragAndDropHooks;
}

function drop(node: TreeNode | null, target: DropTarget): void {
  const spot = node && spotOf(node.kind, target);
  if (spot) void moveTo(itemOf(node), spot);
}

function spotOf(dragged: ItemKind, target: DropTarget): Spot | null {
  if (target.type === 'root') return null;
  const node = nodeOf(String(target.key));
  return node && spotOfDrop({ dragged, target: itemOf(node), position: target.dropPosition });
}

function nodeOf(id: string): TreeNode | null {
  const { outline } = useNovel.getState();
  if (!outline) return null;
  for (const kind of kinds) {
    const found = findNode(outline, { kind, id } as OutlineItem);
    if (found) return found;
  }
  return null;
}

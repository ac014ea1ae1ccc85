import {
  ArrowDown,
  ArrowUp,
  BookPlus,
  CopyPlus,
  FilePlus,
  Info,
  Merge,
  PencilLine,
  Trash2,
} from 'lucide-react';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import type { OutlineItem } from '../../../src-shared/domain/outline-item.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { say } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { showPanel } from '../shell/panel-store.ts';
import {
  addAct,
  addChapter,
  addScene,
  binItem,
  duplicateScene,
  mergeWithNext,
  moveBy,
  startRename,
} from './outline-actions.ts';
import { spotFor } from './outline-moves.ts';
import { findNode } from './outline-nodes.ts';
import { selectItem } from './outline-view.ts';

/** What can be done with a row of the tree. */
export function menuOf(item: OutlineItem): readonly MenuEntry[] {
  const { outline } = useNovel.getState();
  const node = outline && findNode(outline, item);
  if (!node) return [];
  const canMove = (direction: 'up' | 'down'): boolean => spotFor(outline, { item, direction }) !== null;
  const withItem = (run: () => void | Promise<void>) => () => {
    selectItem(item);
    void run();
  };
  return [
    {
      id: 'rename',
      label: say('outline.rename'),
      icon: PencilLine,
      shortcut: 'F2',
      onAction: () => startRename(item),
    },
    {
      id: 'details',
      label: say('outline.details'),
      icon: Info,
      onAction: withItem(() => showPanel('details')),
    },
    'rule',
    { id: 'add-scene', label: say('command.scene.add'), icon: FilePlus, onAction: withItem(addScene) },
    { id: 'add-chapter', label: say('command.chapter.add'), icon: BookPlus, onAction: withItem(addChapter) },
    ...(item.kind === 'act'
      ? [{ id: 'add-act', label: say('command.act.add'), onAction: withItem(addAct) }]
      : []),
    ...(item.kind === 'scene' ? sceneEntries(item.id, hasNext(item.id)) : []),
    'rule',
    {
      id: 'up',
      label: say('command.item.move-up'),
      icon: ArrowUp,
      shortcut: 'Alt+ArrowUp',
      isDisabled: !canMove('up'),
      onAction: () => void moveBy(item, 'up'),
    },
    {
      id: 'down',
      label: say('command.item.move-down'),
      icon: ArrowDown,
      shortcut: 'Alt+ArrowDown',
      isDisabled: !canMove('down'),
      onAction: () => void moveBy(item, 'down'),
    },
    'rule',
    {
      id: 'bin',
      label: say('outline.moveToBin'),
      icon: Trash2,
      shortcut: 'Delete',
      isDanger: true,
      onAction: () => void binItem(item),
    },
  ];
}

function sceneEntries(id: SceneId, canMerge: boolean): readonly MenuEntry[] {
  return [
    'rule',
    {
      id: 'duplicate',
      label: say('command.scene.duplicate'),
      icon: CopyPlus,
      onAction: () => void duplicateScene(id),
    },
    {
      id: 'merge',
      label: say('command.scene.merge-next'),
      icon: Merge,
      isDisabled: !canMerge,
      onAction: () => void mergeWithNext(id),
    },
  ];
}

/** Whether a scene has another one behind it in its chapter. */
export function hasNext(id: SceneId): boolean {
  const { outline } = useNovel.getState();
  const chapters = outline?.acts.flatMap(({ chapters: all }) => all) ?? [];
  return chapters.some(({ scenes }) => {
    const at = scenes.findIndex((scene) => scene.id === id);
    return at !== -1 && at < scenes.length - 1;
  });
}

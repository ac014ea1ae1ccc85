import { useActiveEditor } from '../../editor/active-editor.ts';
import { notifyError } from '../../ui/notices.ts';
import { registerCommands, type Command } from '../commands/commands.ts';
import { useNovel } from '../library/novel-store.ts';
import { openScene, useScene } from '../manuscript/scene-store.ts';
import type { OutlineItem } from '../../../src-shared/domain/outline-item.ts';
import { redoLast, undoLast } from './history-actions.ts';
import { nextStepWords } from './history-store.ts';
import {
  addAct,
  addChapter,
  addScene,
  binItem,
  duplicateScene,
  extractScene,
  mergeWithNext,
  moveBy,
  splitScene,
  startRename,
} from './outline-actions.ts';
import { spotFor, type MoveDirection } from './outline-moves.ts';
import { neighbourScene } from './outline-nodes.ts';
import { showBin, useOutlineView } from './outline-view.ts';
import { hasNext } from './tree-menu.ts';

const isOpen = (): boolean => useNovel.getState().outline !== null;
const openId = () => useScene.getState().scene?.id ?? null;
const isSceneOpen = (): boolean => openId() !== null;
const current = (): OutlineItem | null => useOutlineView.getState().selected;
const hasSelection = (): boolean =>
  isSceneOpen() && useActiveEditor.getState().editor?.state.selection.empty === false;

/** A command about the row that is selected. */
const ofItem = (id: string, run: (item: OutlineItem) => void | Promise<void>): Command => ({
  id,
  isEnabled: () => current() !== null,
  run: () => {
    const item = current();
    return item ? run(item) : undefined;
  },
});

const move = (id: string, direction: MoveDirection): Command => ({
  ...ofItem(id, (item) => moveBy(item, direction)),
  isEnabled: () => {
    const { outline } = useNovel.getState();
    const item = current();
    return outline !== null && item !== null && spotFor(outline, { item, direction }) !== null;
  },
});

const step = (id: string, { shortcut, by }: { shortcut: string; by: 1 | -1 }): Command => ({
  id,
  shortcut,
  isEnabled: () => nextTo(by) !== null,
  run: () => {
    const scene = nextTo(by);
    return scene ? openScene(scene.id) : undefined;
  },
});

function nextTo(by: 1 | -1) {
  const { outline } = useNovel.getState();
  const id = openId();
  return outline && id ? neighbourScene(outline, { id, by }) : null;
}

registerCommands([
  { id: 'scene.add', shortcut: 'Mod+Alt+N', isEnabled: isOpen, run: addScene },
  { id: 'chapter.add', shortcut: 'Mod+Alt+Shift+N', isEnabled: isOpen, run: addChapter },
  { id: 'act.add', isEnabled: isOpen, run: addAct },
  { id: 'scene.split', shortcut: 'Mod+Alt+S', isEnabled: isSceneOpen, run: splitScene },
  { id: 'scene.from-selection', isEnabled: hasSelection, run: extractScene },
  {
    id: 'scene.merge-next',
    isEnabled: () => isSceneOpen() && hasNext(openId()!),
    run: () => mergeWithNext(openId()!),
  },
  { id: 'scene.duplicate', isEnabled: isSceneOpen, run: () => duplicateScene(openId()!) },
  {
    id: 'scene.bin',
    isEnabled: isSceneOpen,
    run: () => binItem({ kind: 'scene', id: openId()! }).catch(notifyError),
  },
  { ...ofItem('item.rename', startRename), shortcut: 'F2' },
  move('item.move-up', 'up'),
  move('item.move-down', 'down'),
  step('scene.next', { shortcut: 'Alt+PageDown', by: 1 }),
  step('scene.previous', { shortcut: 'Alt+PageUp', by: -1 }),
  {
    ...{ id: 'history.undo', shortcut: 'Mod+Alt+Z', isEnabled: isOpen },
    ...{ words: () => nextStepWords('undo'), run: () => undoLast() },
  },
  {
    ...{ id: 'history.redo', shortcut: 'Mod+Alt+Shift+Z', isEnabled: isOpen },
    ...{ words: () => nextStepWords('redo'), run: redoLast },
  },
  { id: 'bin.show', isEnabled: isOpen, run: () => showBin(true) },
]);

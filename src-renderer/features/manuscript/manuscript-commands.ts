import type { Command as EditorCommand } from '@tiptap/pm/state';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { insertSceneBreak, toggleProseMark, toggleQuotation } from '../../editor/keys.ts';
import { registerCommands } from '../commands/commands.ts';
import { openFind, step, useFind } from './find-store.ts';
import { showPage, showVersions, usePage } from './page-store.ts';
import { flushScene, focusScene, useScene } from './scene-store.ts';
import { openFaultAtCursor } from './spelling.ts';

const hasScene = (): boolean => useScene.getState().scene !== null;
const isWriting = (): boolean => hasScene() && usePage.getState().view === 'scene';

function inEditor(command: EditorCommand): () => void {
  return () => {
    const view = useActiveEditor.getState().editor?.view;
    if (!view) return;
    command(view.state, view.dispatch, view);
    view.focus();
  };
}

registerCommands([
  { id: 'text.italic', shortcut: 'Mod+I', isEnabled: isWriting, run: inEditor(toggleProseMark('italic')) },
  { id: 'text.bold', shortcut: 'Mod+B', isEnabled: isWriting, run: inEditor(toggleProseMark('bold')) },
  { id: 'text.quotation', shortcut: 'Mod+Shift+9', isEnabled: isWriting, run: inEditor(toggleQuotation) },
  { id: 'text.sceneBreak', shortcut: 'Mod+Enter', isEnabled: isWriting, run: inEditor(insertSceneBreak) },
  { id: 'text.spelling', shortcut: 'Mod+.', isEnabled: isWriting, run: openFaultAtCursor },
  { id: 'scene.find', shortcut: 'Mod+F', isEnabled: isWriting, run: openFind },
  {
    id: 'scene.findNext',
    shortcut: 'F3',
    isEnabled: () => useFind.getState().isOpen,
    run: () => step(1),
  },
  {
    id: 'scene.findPrevious',
    shortcut: 'Shift+F3',
    isEnabled: () => useFind.getState().isOpen,
    run: () => step(-1),
  },
  {
    id: 'scene.save',
    shortcut: 'Mod+S',
    isEnabled: hasScene,
    run: () => flushScene().catch(() => undefined),
  },
  { id: 'scene.versions', shortcut: 'Mod+Shift+H', isEnabled: hasScene, run: () => showVersions(true) },
  {
    id: 'view.chapter',
    shortcut: 'Mod+Shift+R',
    isEnabled: hasScene,
    run: () => {
      const isReading = usePage.getState().view === 'chapter';
      showPage(isReading ? 'scene' : 'chapter');
      if (isReading) requestAnimationFrame(focusScene);
    },
  },
]);

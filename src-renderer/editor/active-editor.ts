import type { Editor } from '@tiptap/core';
import { create } from 'zustand';
import type { SceneId } from '../../src-shared/domain/ids.ts';

interface ActiveEditorState {
  /** The one editor of the scene that is open, null while none is. */
  readonly editor: Editor | null;
  readonly sceneId: SceneId | null;
}

/** The editor that commands, panels and decorations work on. */
export const useActiveEditor = create<ActiveEditorState>()(() => ({ editor: null, sceneId: null }));

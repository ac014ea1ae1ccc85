import { Editor } from '@tiptap/core';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import type { ProseDocument } from '../../src-shared/domain/prose.ts';
import { proseExtensions, type EditorSurroundings } from './extensions.ts';
import { positionOf, type TextPlace } from './positions.ts';
import './prose.css';

export interface EditorOptions extends EditorSurroundings {
  /** What a screen reader calls it. */
  readonly label: string;
  /** Whether the system's spell checker underlines. */
  readonly systemSpelling: () => boolean;
}

/** Makes the one editor, outside React, on an element of its own: put `editor.view.dom` where it is to be seen. */
export function createEditor({ label, systemSpelling, ...around }: EditorOptions): Editor {
  return new Editor({
    element: document.createElement('div'),
    extensions: proseExtensions(around),
    injectCSS: false, // the window's policy allows no inline style sheets
    enableInputRules: false,
    enablePasteRules: false,
    enableCoreExtensions: { keymap: false, delete: false, drop: false, paste: false, textDirection: false },
    editorProps: {
      attributes: () => ({
        class: 'prose',
        'aria-label': label,
        'aria-multiline': 'true',
        lang: around.language,
        spellcheck: String(systemSpelling()),
      }),
      scrollThreshold: { top: 80, right: 0, bottom: 120, left: 0 },
      scrollMargin: { top: 96, right: 0, bottom: 160, left: 0 },
    },
  });
}

/** A fresh state of a document in the editor, with an empty history. Throws RangeError where it is no prose. */
export function stateOf(editor: Editor, prose: ProseDocument): EditorState {
  const doc = editor.schema.nodeFromJSON(prose);
  doc.check();
  return EditorState.create({ doc, plugins: editor.state.plugins as EditorState['plugins'] });
}

/** The state with the cursor at a place; where that is gone, at the document's start. */
export function withCursor(state: EditorState, place: TextPlace | null): EditorState {
  const at = place && positionOf(state.doc, place);
  const selection = TextSelection.near(state.doc.resolve(at ?? 0));
  return state.apply(state.tr.setSelection(selection).setMeta('addToHistory', false));
}

import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { afterEach } from 'vitest';
import { proseFromText } from '../../../../src-shared/domain/prose.ts';
import { createEditor, stateOf } from '../../../../src-renderer/editor/create-editor.ts';
import type { EditorSurroundings } from '../../../../src-renderer/editor/extensions.ts';
import { pasteEnd } from '../../../../src-renderer/editor/pasting.ts';

// jsdom has no idle time to tell of.
globalThis.requestIdleCallback ??= (callback) =>
  Number(setTimeout(() => callback({ didTimeout: false, timeRemaining: () => 50 })));
globalThis.cancelIdleCallback ??= (id) => clearTimeout(id);

const open: Editor[] = [];
afterEach(() => open.splice(0).forEach((editor) => editor.destroy()));

/** The real editor on a text: paragraphs p1, p2 ... in order. */
export function editorOn(text: string, around: Partial<EditorSurroundings> = {}): Editor {
  const editor = createEditor({
    label: 'Scene',
    systemSpelling: () => false,
    language: 'en',
    isTypographySmart: () => true,
    placeholder: () => 'Write here.',
    offerLongPaste: () => undefined,
    tellPasteLost: () => undefined,
    ...around,
  });
  let last = 0;
  editor.view.updateState(
    stateOf(
      editor,
      proseFromText(text, () => `p${++last}`),
    ),
  );
  open.push(editor);
  return editor;
}

/** Puts the cursor at a position, or selects to a second one. */
export function select(editor: Editor, from: number, to = from): void {
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, from, to)));
}

/** Types as a keyboard does: each character is offered to the plugins first. */
export function type(editor: Editor, text: string): void {
  for (const character of text) {
    const { from, to } = editor.state.selection;
    const insert = () => editor.state.tr.insertText(character, from, to);
    const isTaken = editor.view.someProp('handleTextInput', (take) =>
      take(editor.view, from, to, character, insert),
    );
    if (!isTaken) editor.view.dispatch(insert());
  }
}

/** Presses a key: "Backspace", "Mod+z" (Mod is Ctrl). Answers whether the editor took it. */
export function press(editor: Editor, keys: string): boolean {
  const parts = keys.split('+');
  const event = new KeyboardEvent('keydown', {
    key: parts.at(-1)!,
    ctrlKey: parts.includes('Mod'),
    shiftKey: parts.includes('Shift'),
  });
  return editor.view.someProp('handleKeyDown', (take) => take(editor.view, event)) === true;
}

/** Pastes as the browser does, and resolves when all of it stands in the text. */
export async function paste(editor: Editor, data: { html?: string; text?: string }): Promise<void> {
  const event = new Event('paste', { cancelable: true, bubbles: true });
  const kinds: Record<string, string> = { 'text/html': data.html ?? '', 'text/plain': data.text ?? '' };
  Object.assign(event, { clipboardData: { getData: (kind: string) => kinds[kind] ?? '', files: [] } });
  editor.view.dom.dispatchEvent(event);
  await pasteEnd();
}

/** Every block's kind, id and text. */
export function blocksOf(editor: Editor): readonly (readonly [string, string, string])[] {
  const blocks: [string, string, string][] = [];
  editor.state.doc.descendants((node) => {
    if (node.isBlock) blocks.push([node.type.name, node.attrs['id'] as string, node.textContent]);
    return node.isBlock;
  });
  return blocks;
}

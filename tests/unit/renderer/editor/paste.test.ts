// @vitest-environment jsdom
import type { Editor } from '@tiptap/core';
import { redo, undo } from '@tiptap/pm/history';
import { expect, test } from 'vitest';
import { proseFromText } from '../../../../src-shared/domain/prose.ts';
import { stateOf } from '../../../../src-renderer/editor/create-editor.ts';
import { pasteEnd, usePasting } from '../../../../src-renderer/editor/pasting.ts';
import { blocksOf, editorOn, paste, press, select, type } from './editor-on.ts';

const idsOf = (editor: Editor) => blocksOf(editor).map(([, id]) => id);
const textsOf = (editor: Editor) => blocksOf(editor).map(([, , text]) => text);
const numbered = (count: number): string[] => Array.from({ length: count }, (_, at) => `Line ${at + 1}.`);
const html = (lines: readonly string[]): string => lines.map((line) => `<p>${line}</p>`).join('');

/** Begins a paste and resolves when its ends stand in the text and most of it does not. */
async function beginPaste(editor: Editor, lines: readonly string[]): Promise<void> {
  const count = blocksOf(editor).length;
  void paste(editor, { html: html(lines) });
  while (blocksOf(editor).length === count) await new Promise((resolve) => setTimeout(resolve));
  expect(blocksOf(editor).length).toBeLessThan(count + lines.length / 2);
}

test('a large paste comes in pieces: every word in order, an id for each block, the cursor behind it', async () => {
  const editor = editorOn('Here. There.');
  select(editor, 6);
  const lines = numbered(700);
  let largest = 0;
  editor.on('transaction', ({ transaction: { before, doc } }) => {
    largest = Math.max(largest, doc.childCount - before.childCount);
  });
  await beginPaste(editor, lines);
  await pasteEnd();
  expect(textsOf(editor)).toEqual(['Here.Line 1.', ...lines.slice(1, -1), 'Line 700. There.']);
  expect(new Set(idsOf(editor)).size).toBe(700);
  expect(editor.state.selection.$from.parentOffset).toBe('Line 700.'.length);
  expect(largest).toBeLessThan(120);
  expect(usePasting.getState().share).toBeNull();
});

test('one undo takes a paste in pieces away, one redo brings every block back as it was', async () => {
  const editor = editorOn('Here.\n\nThere.');
  select(editor, 6);
  await beginPaste(editor, numbered(500));
  await pasteEnd();
  const pasted = blocksOf(editor);
  undo(editor.state, editor.view.dispatch);
  expect(blocksOf(editor)).toEqual([
    ['paragraph', 'p1', 'Here.'],
    ['paragraph', 'p2', 'There.'],
  ]);
  redo(editor.state, editor.view.dispatch);
  expect(blocksOf(editor)).toEqual(pasted);
});

test('what is typed while a paste comes in stands behind it, and is a step of its own', async () => {
  const editor = editorOn('Here.');
  select(editor, 6);
  const lines = numbered(500);
  await beginPaste(editor, lines);
  type(editor, ' So');
  press(editor, 'Enter');
  type(editor, 'Then');
  await pasteEnd();
  const whole = ['Here.Line 1.', ...lines.slice(1)];
  expect(textsOf(editor)).toEqual([...whole.slice(0, -1), 'Line 500. So', 'Then']);
  while (textsOf(editor).length > 500 || textsOf(editor).at(-1) !== 'Line 500.')
    expect(undo(editor.state, editor.view.dispatch)).toBe(true);
  expect(textsOf(editor)).toEqual(whole);
  undo(editor.state, editor.view.dispatch);
  expect(textsOf(editor)).toEqual(['Here.']);
});

test('an undo while a paste comes in takes all of it away and nothing follows; a redo brings all of it', async () => {
  const editor = editorOn('Here.');
  select(editor, 6);
  const lines = numbered(500);
  await beginPaste(editor, lines);
  undo(editor.state, editor.view.dispatch);
  await pasteEnd();
  expect(textsOf(editor)).toEqual(['Here.']);
  redo(editor.state, editor.view.dispatch);
  await pasteEnd();
  expect(textsOf(editor)).toEqual(['Here.Line 1.', ...lines.slice(1)]);
});

test('a paste that comes in while another one does: both are whole', async () => {
  const editor = editorOn('Here.');
  select(editor, 6);
  await beginPaste(editor, numbered(300));
  void paste(editor, { html: html(numbered(300)) });
  await pasteEnd();
  const lines = numbered(300);
  expect(textsOf(editor)).toEqual([
    'Here.Line 1.',
    ...lines.slice(1, -1),
    'Line 300.Line 1.',
    ...lines.slice(1),
  ]);
});

test('blocks copied here and pasted beside themselves get ids of their own, the old ones keep theirs', async () => {
  const editor = editorOn(numbered(300).join('\n\n'));
  const old = idsOf(editor);
  const copied = old.map((id, at) => `<p data-id="${id}">Line ${at + 1}.</p>`).join('');
  select(editor, editor.state.doc.content.size - 1);
  await paste(editor, { html: `<div data-pm-slice="1 1 []">${copied}</div>` });
  await pasteEnd();
  const ids = idsOf(editor);
  expect(ids).toHaveLength(599);
  expect(new Set(ids).size).toBe(599);
  expect(ids.slice(0, 300)).toEqual(old);
});

test('quotations and scene breaks come in whole and in order, marks are set in every piece', async () => {
  const editor = editorOn('');
  const one = `<p>"So -- 'til then."</p><blockquote><p>Said.</p><p>Sung.</p></blockquote><hr>`;
  await paste(editor, { html: one.repeat(120) });
  await pasteEnd();
  const blocks = blocksOf(editor).map(([kind, , text]) => `${kind} ${text}`);
  expect(blocks).toEqual(
    Array.from({ length: 120 }, () => [
      'paragraph “So — ’til then.”',
      'quotation Said.Sung.',
      'paragraph Said.',
      'paragraph Sung.',
      'sceneBreak ',
    ]).flat(),
  );
});

test('a paste into a quotation goes into it, in pieces too', async () => {
  const editor = editorOn('Here.');
  select(editor, 1);
  press(editor, 'Mod+Shift+9');
  editor.commands.wrapIn('quotation');
  select(editor, 7);
  const lines = numbered(400);
  await beginPaste(editor, lines);
  await pasteEnd();
  expect(editor.state.doc.childCount).toBe(1);
  expect(textsOf(editor).slice(1)).toEqual(['Here.Line 1.', ...lines.slice(1)]);
});

test('more paragraphs than a scene should have are handed to import, however few their words', async () => {
  const offered: string[] = [];
  const editor = editorOn('Here.', { offerLongPaste: (text) => void offered.push(text) });
  await paste(editor, { html: '<p>.</p>'.repeat(5000) });
  await paste(editor, { text: '.\n'.repeat(5000) });
  await paste(editor, { html: `<blockquote>${'<p>.</p>'.repeat(5000)}</blockquote>` });
  await pasteEnd();
  expect(offered).toHaveLength(3);
  expect(textsOf(editor)).toEqual(['Here.']);
});

test('a paste that is still read when another scene is shown goes into neither, and it is said', async () => {
  let lost = 0;
  const editor = editorOn('Here.', { tellPasteLost: () => void lost++ });
  void paste(editor, { html: html(numbered(200)) });
  const other = stateOf(
    editor,
    proseFromText('Other.', () => 'other'),
  );
  const first = editor.state;
  editor.view.updateState(other);
  await pasteEnd();
  expect(textsOf(editor)).toEqual(['Other.']);
  expect(lost).toBe(1);
  editor.view.updateState(first);
  await pasteEnd();
  expect(textsOf(editor)).toEqual(['Here.']);
});

test('pieces never go into another scene that is shown meanwhile, and follow when theirs is shown again', async () => {
  const editor = editorOn('Here.');
  select(editor, 6);
  const lines = numbered(400);
  await beginPaste(editor, lines);
  const half = editor.state;
  editor.view.updateState(
    stateOf(
      editor,
      proseFromText('Other.', () => 'other'),
    ),
  );
  await pasteEnd();
  expect(textsOf(editor)).toEqual(['Other.']);
  editor.view.updateState(half);
  await pasteEnd();
  expect(textsOf(editor)).toEqual(['Here.Line 1.', ...lines.slice(1)]);
});

test('what is typed while a paste is read stands behind what was pasted, and nothing of it is replaced', async () => {
  const editor = editorOn('Here.');
  select(editor, 6);
  const done = paste(editor, { html: '<p>So.</p>' });
  type(editor, '!');
  await done;
  expect(textsOf(editor)).toEqual(['Here.So.!']);
});

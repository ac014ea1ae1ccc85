// @vitest-environment jsdom
import { redo, undo } from '@tiptap/pm/history';
import { expect, test } from 'vitest';
import { proseSchema } from '../../../../src-shared/domain/prose.ts';
import { documentOf, documentText } from '../../../../src-renderer/editor/stored-document.ts';
import { blockAt, positionOf, selectionAnchor } from '../../../../src-renderer/editor/positions.ts';
import { blocksOf, editorOn, paste, press, select, type } from './editor-on.ts';

const idsOf = (editor: ReturnType<typeof editorOn>) => blocksOf(editor).map(([, id]) => id);
const textsOf = (editor: ReturnType<typeof editorOn>) => blocksOf(editor).map(([, , text]) => text);

test('the editor and the stored documents have one schema: names, content and attributes', () => {
  const { schema } = editorOn('One.');
  const told = (nodes: typeof schema.nodes | typeof proseSchema.nodes) =>
    Object.values(nodes)
      .map(({ name, spec }) => [name, spec.content ?? '', spec.group ?? '', Object.keys(spec.attrs ?? {})])
      .sort();
  expect(told(schema.nodes)).toEqual(told(proseSchema.nodes));
  expect(Object.keys(schema.marks).sort()).toEqual(Object.keys(proseSchema.marks).sort());
});

test('a split paragraph keeps its id in the first half, and undo and redo bring the same ids back', () => {
  const editor = editorOn('The lamp was out.\n\nNobody came.');
  select(editor, 9);
  press(editor, 'Enter');
  const split = idsOf(editor);
  expect(textsOf(editor)).toEqual(['The lamp', ' was out.', 'Nobody came.']);
  expect(split[0]).toBe('p1');
  expect(new Set(split).size).toBe(3);
  undo(editor.state, editor.view.dispatch);
  expect(idsOf(editor)).toEqual(['p1', 'p2']);
  redo(editor.state, editor.view.dispatch);
  expect(idsOf(editor)).toEqual(split);
});

test('joined paragraphs keep the id of the first', () => {
  const editor = editorOn('One.\n\nTwo.');
  select(editor, 7);
  press(editor, 'Backspace');
  expect(blocksOf(editor)).toEqual([['paragraph', 'p1', 'One.Two.']]);
});

test('a block copied before its original gets a new id, the original keeps its own', async () => {
  const editor = editorOn('One.\n\nTwo.\n\nThree.');
  select(editor, 1);
  press(editor, 'Enter');
  select(editor, 1);
  const html = '<p data-id="p3" data-pm-slice="0 0 []">Three.</p><p data-id="x9">Nine.</p>';
  await paste(editor, { html });
  const ids = idsOf(editor);
  expect(new Set(ids).size).toBe(ids.length);
  expect(blocksOf(editor).at(-1)).toEqual(['paragraph', 'p3', 'Three.']);
  expect(blocksOf(editor)).toContainEqual(['paragraph', 'x9', 'Nine.']);
});

test('pasted script, handlers and frames leave nothing behind, and nothing of them becomes a document', async () => {
  const editor = editorOn('');
  await paste(editor, {
    html: `<p onclick="boom()">Safe <b>bold</b><script>window.boom = 1</script>
      <img src=x onerror="window.boom = 1"><iframe src="https://example.org"></iframe></p>
      <style>p{}</style><h2>Title</h2><blockquote><p>Said <em>so</em>.</p></blockquote><hr><div>End<br></div>`,
  });
  expect(documentText(editor.state)).not.toMatch(/boom|onclick|script|iframe|img/u);
  expect((window as { boom?: number }).boom).toBeUndefined();
  expect(blocksOf(editor).map(([kind, , text]) => [kind, text])).toEqual([
    ['paragraph', 'Safe bold'],
    ['paragraph', 'Title'],
    ['quotation', 'Said so.'],
    ['paragraph', 'Said so.'],
    ['sceneBreak', ''],
    ['paragraph', 'End'],
  ]);
});

test('pasted HTML brings ids of its own: its blocks are one step, not one more for each, and redo brings the same', async () => {
  const editor = editorOn('Here.');
  select(editor, 6);
  let steps = 0;
  editor.on('transaction', ({ transaction, appendedTransactions }) => {
    for (const each of new Set([transaction, ...appendedTransactions])) steps += each.steps.length;
  });
  await paste(editor, {
    html: `${'<p>The lamp.</p>'.repeat(100)}<blockquote><p>So.</p></blockquote><p>End.</p>`,
  });
  expect(steps).toBe(1);
  const pasted = blocksOf(editor);
  expect(pasted.map(([kind]) => kind).slice(-3)).toEqual(['quotation', 'paragraph', 'paragraph']);
  expect(new Set(pasted.map(([, id]) => id)).size).toBe(103);
  expect(pasted[0]).toEqual(['paragraph', 'p1', 'Here.The lamp.']);
  undo(editor.state, editor.view.dispatch);
  expect(blocksOf(editor)).toEqual([['paragraph', 'p1', 'Here.']]);
  redo(editor.state, editor.view.dispatch);
  expect(blocksOf(editor)).toEqual(pasted);
});

test('pasted words are set as typed ones, behind what stands before them', async () => {
  const editor = editorOn('“Go,');
  select(editor, 5);
  await paste(editor, { text: '" she said -- \'til dawn...' });
  expect(textsOf(editor)).toEqual(['“Go,” she said — ’til dawn…']);
});

test('plain text without empty lines: every line is a paragraph', async () => {
  const editor = editorOn('');
  await paste(editor, { text: 'One.\nTwo.\n' });
  expect(textsOf(editor)).toEqual(['One.', 'Two.']);
});

test('a paste of more than 20,000 words is handed to import and changes nothing', async () => {
  const offered: string[] = [];
  const editor = editorOn('Here.', { offerLongPaste: (text) => void offered.push(text) });
  await paste(editor, { text: 'word '.repeat(20_001) });
  await paste(editor, { html: `<p>${'word '.repeat(20_001)}</p>` });
  expect(offered).toHaveLength(2);
  expect(textsOf(editor)).toEqual(['Here.']);
});

test('a replaced mark goes back to what was typed by Backspace, and by one undo, at once', () => {
  const editor = editorOn('Say');
  select(editor, 4);
  type(editor, ' "');
  expect(textsOf(editor)).toEqual(['Say “']);
  press(editor, 'Backspace');
  expect(textsOf(editor)).toEqual(['Say "']);
  type(editor, 'a...');
  expect(textsOf(editor)).toEqual(['Say "a…']);
  undo(editor.state, editor.view.dispatch);
  expect(textsOf(editor)).toEqual(['Say "a...']);
});

test('typed Markdown stays what was typed: a year, a dash, stars', () => {
  const editor = editorOn('');
  type(editor, '1984. It was *so* _cold_ # > - x');
  expect(blocksOf(editor).map(([kind]) => kind)).toEqual(['paragraph']);
  expect(textsOf(editor)).toEqual(['1984. It was *so* _cold_ # > - x']);
});

test('positions and kept places map onto each other over hard breaks and marks', () => {
  const editor = editorOn('Ab\ncd.\n\nTwo.');
  expect(blockAt(editor.state.doc, 5)).toMatchObject({ blockId: 'p1', offset: 4 });
  expect(positionOf(editor.state.doc, { blockId: 'p2' as never, offset: 2 })).toBe(11);
  select(editor, 2, 5);
  expect(selectionAnchor(editor)).toMatchObject({
    from: { blockId: 'p1', offset: 1 },
    to: { blockId: 'p1', offset: 4 },
    text: 'b\nc',
  });
});

test('a scene break put into a paragraph leaves both halves their words, and a place to go on', () => {
  const editor = editorOn('One. Two.');
  select(editor, 6);
  press(editor, 'Mod+Enter');
  type(editor, 'X');
  expect(blocksOf(editor).map(([kind, , text]) => [kind, text])).toEqual([
    ['paragraph', 'One. '],
    ['sceneBreak', ''],
    ['paragraph', 'XTwo.'],
  ]);
});

test('what is sent to be saved is the whole document, and after a change the changed one', () => {
  const editor = editorOn('One.\n\nTwo.\n\nThree.');
  const whole = (): unknown => editor.state.doc.toJSON();
  expect(JSON.parse(documentText(editor.state))).toEqual(whole());
  editor.view.dispatch(editor.state.tr.insertText('!', 2));
  editor.view.dispatch(editor.state.tr.delete(8, 14));
  expect(JSON.parse(documentText(editor.state))).toEqual(whole());
  expect(documentOf(editor.state)).toEqual(whole());
});

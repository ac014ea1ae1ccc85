// @vitest-environment jsdom
import { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EntryId } from '../../../../src-shared/domain/ids.ts';
import { createNameIndex } from '../../../../src-shared/text/name-index.ts';
import { writtenName } from '../../../../src-shared/text/written-name.ts';
import { useMentionNames } from '../../../../src-renderer/editor/mention-names.ts';
import { mentionAtCursor } from '../../../../src-renderer/editor/mentions.ts';
import { proseExtensions } from '../../../../src-renderer/editor/extensions.ts';

let editor: Editor;

function nameIndex(...names: string[]) {
  const index = createNameIndex<EntryId>();
  for (const name of names)
    index.add({ ...writtenName(name, { language: 'en', kind: 'character' })!, owner: name as EntryId });
  return index;
}

beforeEach(() => {
  vi.stubGlobal('requestIdleCallback', (run: () => void) => setTimeout(run, 0));
  vi.stubGlobal('cancelIdleCallback', (id: number) => clearTimeout(id));
  useMentionNames.setState({ index: nameIndex('Mara', 'Tomas'), findPatterns: null, language: 'en' });
  const paragraph = (id: string, text: string) => ({
    type: 'paragraph',
    attrs: { id },
    content: [{ type: 'text', text }],
  });
  editor = new Editor({
    element: document.createElement('div'),
    injectCSS: false,
    enableInputRules: false,
    enablePasteRules: false,
    enableCoreExtensions: { keymap: false, delete: false, drop: false, paste: false, textDirection: false },
    extensions: proseExtensions({
      language: 'en',
      isTypographySmart: () => false,
      placeholder: () => '',
      offerLongPaste: () => undefined,
      tellPasteLost: () => undefined,
    }),
    content: { type: 'doc', content: [paragraph('a', 'Mara came.'), paragraph('b', 'Tomas left Mara.')] },
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  editor.destroy();
  vi.unstubAllGlobals();
});

const underlined = (): string[] =>
  [...editor.view.dom.querySelectorAll('.mention')].map(({ textContent }) => textContent ?? '');
/** Where a word of the second paragraph begins. */
const textStart = (word: string): number =>
  editor.state.doc.firstChild!.nodeSize + 1 + editor.state.doc.child(1).textContent.indexOf(word);
const shows = (...names: string[]) =>
  vi.waitFor(() => expect(underlined()).toEqual(names), { timeout: 5000 });

test('names are underlined, and a name that is typed or broken follows once the keys rest', async () => {
  await shows('Mara', 'Tomas', 'Mara');
  editor.view.dispatch(editor.state.tr.insertText(' Tomas', 10));
  await shows('Mara', 'Tomas', 'Tomas', 'Mara');
  editor.view.dispatch(editor.state.tr.insertText('x', 3));
  await shows('Tomas', 'Tomas', 'Mara');
});

test('a paragraph that undo brings back is underlined again', async () => {
  await shows('Mara', 'Tomas', 'Mara');
  const first = editor.state.doc.firstChild!;
  editor.view.dispatch(editor.state.tr.delete(0, first.nodeSize));
  await shows('Tomas', 'Mara');
  editor.view.dispatch(editor.state.tr.insert(0, first));
  await shows('Mara', 'Tomas', 'Mara');
});

test('a new name is underlined at once in what was read before, and an old one no more', async () => {
  await shows('Mara', 'Tomas', 'Mara');
  useMentionNames.setState({ index: nameIndex('Tomas', 'came') });
  await shows('came', 'Tomas');
  useMentionNames.setState({ index: nameIndex('Tomas', 'left') });
  await shows('Tomas', 'left');
});

test('the name at the cursor is known at both of its ends, and none beside it', async () => {
  await shows('Mara', 'Tomas', 'Mara');
  const at = (position: number) => {
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, position)));
    return mentionAtCursor(editor.view)?.entryIds ?? null;
  };
  expect([at(1), at(5), at(7)]).toEqual([['Mara'], ['Mara'], null]);
});

test('what a worker finds is underlined when it answers, stays while its paragraph is typed in, and goes with its words', async () => {
  const answers: (() => void)[] = [];
  const find = (text: string) =>
    [...text.matchAll(/le[fp]t/g)].map(({ index }) => ({
      owner: 'leave' as EntryId,
      start: index,
      end: index + 4,
    }));
  useMentionNames.setState({
    index: nameIndex('Mara', 'Tomas'),
    findPatterns: (texts) => new Promise((resolve) => answers.push(() => resolve(texts.map(find)))),
  });
  await shows('Mara', 'Tomas', 'Mara');
  await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0), { timeout: 5000 });
  answers.splice(0).forEach((answer) => answer());
  await shows('Mara', 'Tomas', 'left', 'Mara');

  const end = editor.state.doc.content.size - 1;
  editor.view.dispatch(editor.state.tr.insertText(' Tomas lept', end));
  await shows('Mara', 'Tomas', 'left', 'Mara', 'Tomas'); // the worker has not answered yet
  answers.splice(0).forEach((answer) => answer());
  await shows('Mara', 'Tomas', 'left', 'Mara', 'Tomas', 'lept');
  const at = textStart('left');
  editor.view.dispatch(editor.state.tr.insertText('i', at + 1));
  answers.splice(0).forEach((answer) => answer());
  await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0), { timeout: 5000 });
  answers.splice(0).forEach((answer) => answer());
  await shows('Mara', 'Tomas', 'Mara', 'Tomas', 'lept');
});

test('only names near to what is seen are underlined: others when they are scrolled to, and then those far away no more', async () => {
  await shows('Mara', 'Tomas', 'Mara');
  document.body.append(editor.view.dom);
  const blockHeight = 10 * innerHeight;
  let scrolled = 0;
  vi.spyOn(Element.prototype, 'getClientRects').mockReturnValue([new DOMRect()] as unknown as DOMRectList);
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const at = [...(this.parentElement?.children ?? [])].indexOf(this);
    return DOMRect.fromRect({ y: at * blockHeight - scrolled, height: blockHeight });
  });
  const scrollTo = (to: number): void => {
    scrolled = to;
    document.dispatchEvent(new Event('scroll'));
  };
  scrollTo(0);
  await shows('Mara');
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.atEnd(editor.state.doc)));
  scrollTo(blockHeight * 1.6);
  await shows('Tomas', 'Mara');
});

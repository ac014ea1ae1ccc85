// @vitest-environment jsdom
import { redo, undo } from '@tiptap/pm/history';
import type { Editor } from '@tiptap/core';
import { expect, test } from 'vitest';
import { acceptInEditor, takeBackInEditor } from '../../../../src-renderer/editor/apply-change.ts';
import { documentOf } from '../../../../src-renderer/editor/stored-document.ts';
import { hunksBetween, isLarge } from '../../../../src-renderer/editor/suggestion-hunks.ts';
import { openSuggestion, showSuggestions, shownIn } from '../../../../src-renderer/editor/suggestions.ts';
import { suggestionsKey, type Suggestion } from '../../../../src-renderer/editor/suggestion-state.ts';
import { anchorTo } from '../../../../src-shared/domain/anchor.ts';
import type { FindingId, PatchId, SceneId } from '../../../../src-shared/domain/ids.ts';
import type { PatchChange } from '../../../../src-shared/domain/patch.ts';
import { inlineFromText, paragraphsOf, textOf, textOfDocument } from '../../../../src-shared/domain/prose.ts';
import type { ReviewedPatch } from '../../../../src-shared/domain/reviewed-text.ts';
import { editorOn, select, type } from './editor-on.ts';

const target = { kind: 'scene', sceneId: '019a0000-0000-7000-8000-0000000000aa' as SceneId } as const;
const text = 'She saw the the boat and went  home.\n\nNobody came.\n\nThe the end was near.';

/** A patch on the words of a paragraph, as a review would anchor it. */
interface Mend {
  readonly in: string;
  readonly words: string;
  readonly by: string | null;
}

function patchOn(editor: Editor, { in: block, words, by: replacement }: Mend): ReviewedPatch {
  const paragraph = paragraphsOf(documentOf(editor.state)).find(({ attrs }) => attrs.id === block)!;
  const start = textOf(paragraph).indexOf(words);
  const change: PatchChange =
    replacement === null ? { kind: 'delete' } : { kind: 'replace', content: inlineFromText(replacement) };
  return {
    id: `${block} ${words}` as PatchId,
    findingId: `finding ${block} ${words}` as FindingId,
    anchor: anchorTo({ target, paragraph, start, end: start + words.length }),
    change,
    origin: 'rule',
    isSafe: true,
    state: 'open',
    inverse: null,
  };
}

function show(editor: Editor, patches: readonly ReviewedPatch[], current: FindingId | null = null): void {
  const suggestions = patches.map(({ id, findingId, anchor, change, state }): Suggestion => ({
    ...{ id: findingId, layer: 'technical', severity: 'warning', anchor },
    patch: { id, anchor, change },
    isOpen: state === 'open',
  }));
  showSuggestions(editor.view, { show: suggestions, current });
}

const proseIn = (editor: Editor): string => textOfDocument(documentOf(editor.state));
const outcome = (editor: Editor, { id }: ReviewedPatch) => shownIn(editor.view)?.outcomes.get(id);
const recheck = (editor: Editor): void =>
  editor.view.dispatch(editor.state.tr.setMeta(suggestionsKey, { recheck: true }));
const underlined = (editor: Editor): string[] =>
  [...editor.view.dom.querySelectorAll('.suggestion')].map((element) => element.textContent);

test('one undo takes text and state of an accepted patch back, one redo brings both again', () => {
  const editor = editorOn(text);
  const patch = patchOn(editor, { in: 'p1', words: 'the the', by: 'the' });
  show(editor, [patch]);
  expect(acceptInEditor(editor.view, patch, patch.change)).toBe(true);
  expect(proseIn(editor)).toBe(text.replace('the the boat', 'the boat'));
  expect(outcome(editor, patch)?.state).toBe('accepted');
  expect(underlined(editor)).toEqual([]);
  undo(editor.state, editor.view.dispatch);
  expect(proseIn(editor)).toBe(text);
  expect(outcome(editor, patch)?.state).toBe('open');
  expect(underlined(editor)).toEqual(['the the']);
  redo(editor.state, editor.view.dispatch);
  expect([proseIn(editor), outcome(editor, patch)?.state]).toEqual([
    text.replace('the the boat', 'the boat'),
    'accepted',
  ]);
});

test('words typed right after an accept are a step of their own: undoing them leaves the patch in', () => {
  const editor = editorOn(text);
  const patch = patchOn(editor, { in: 'p1', words: 'the the', by: 'the' });
  show(editor, [patch]);
  acceptInEditor(editor.view, patch, patch.change);
  select(editor, 9 + 3);
  type(editor, 'X');
  undo(editor.state, editor.view.dispatch);
  expect(proseIn(editor)).toBe(text.replace('the the boat', 'the boat'));
  expect(outcome(editor, patch)?.state).toBe('accepted');
});

test('patches of one paragraph follow each other’s edits, and what is typed before them', () => {
  const editor = editorOn(text);
  const [first, second] = [
    patchOn(editor, { in: 'p1', words: 'the the', by: 'the' }),
    patchOn(editor, { in: 'p1', words: '  ', by: ' ' }),
  ];
  show(editor, [first, second]);
  select(editor, 1);
  type(editor, 'Yes. ');
  acceptInEditor(editor.view, first, first.change);
  acceptInEditor(editor.view, second, second.change);
  expect(proseIn(editor).split('\n\n')[0]).toBe('Yes. She saw the boat and went home.');
});

test('a patch whose words were typed over says so and writes nothing; it is found again when they come back', () => {
  const editor = editorOn(text);
  const patch = patchOn(editor, { in: 'p1', words: 'the the', by: 'the' });
  show(editor, [patch]);
  select(editor, 9, 16);
  type(editor, 'a');
  recheck(editor);
  expect([...shownIn(editor.view)!.lost]).toEqual([patch.findingId]);
  const before = proseIn(editor);
  expect(acceptInEditor(editor.view, patch, patch.change)).toBe(false);
  expect(proseIn(editor)).toBe(before);
  undo(editor.state, editor.view.dispatch);
  recheck(editor);
  expect(shownIn(editor.view)!.lost.size).toBe(0);
  expect(underlined(editor)).toEqual(['the the']);
});

test('of two patches over the same words the second one could not be placed once the first is in', () => {
  const editor = editorOn(text);
  const wide = patchOn(editor, { in: 'p1', words: 'saw the the boat', by: 'saw a ship' });
  const inside = patchOn(editor, { in: 'p1', words: 'the the', by: 'the' });
  show(editor, [wide, inside]);
  acceptInEditor(editor.view, wide, wide.change);
  expect([...shownIn(editor.view)!.lost]).toEqual([inside.findingId]);
});

test('an accepted patch is taken back alone while later words stay, and can be accepted again', () => {
  const editor = editorOn(text);
  const patch = patchOn(editor, { in: 'p1', words: 'the the', by: 'the' });
  show(editor, [patch]);
  acceptInEditor(editor.view, patch, patch.change);
  select(editor, editor.state.doc.content.size - 1);
  type(editor, ' Truly.');
  const { inverse } = outcome(editor, patch)!;
  expect(takeBackInEditor(editor.view, { ...patch, state: 'accepted', inverse })).toBe(true);
  expect(proseIn(editor)).toBe(`${text} Truly.`);
  expect(outcome(editor, patch)?.state).toBe('open');
});

test('a paragraph that loses all its words goes, and undo brings it back with its id', () => {
  const editor = editorOn(text);
  const patch = patchOn(editor, { in: 'p2', words: 'Nobody came.', by: null });
  show(editor, [patch]);
  acceptInEditor(editor.view, patch, patch.change);
  expect(documentOf(editor.state).content.map(({ attrs }) => attrs.id)).toEqual(['p1', 'p3']);
  undo(editor.state, editor.view.dispatch);
  expect(documentOf(editor.state).content.map(({ attrs }) => attrs.id)).toEqual(['p1', 'p2', 'p3']);
});

test('nothing of a review gets into the document', () => {
  const editor = editorOn(text);
  const before = documentOf(editor.state);
  const patch = patchOn(editor, { in: 'p1', words: 'the the', by: 'the' });
  show(editor, [patch], patch.findingId);
  expect(editor.view.dom.querySelector('.suggestion-deleted')?.textContent).toBe(' the');
  expect(documentOf(editor.state)).toEqual(before);
});

test('only the opened finding shows its change; a large one stands as a block below its paragraph', () => {
  const editor = editorOn(text);
  const small = patchOn(editor, { in: 'p1', words: 'the the', by: 'the' });
  const longer = `The end. ${'It came slowly, like rain. '.repeat(6)}`;
  const large = patchOn(editor, { in: 'p3', words: 'The the end was near.', by: longer });
  show(editor, [small, large], small.findingId);
  expect(editor.view.dom.querySelectorAll('.suggestion-deleted')).toHaveLength(1);
  expect(editor.view.dom.querySelector('.suggestion-block')).toBeNull();
  openSuggestion(editor.view, large.findingId);
  const block = editor.view.dom.querySelector('.suggestion-block');
  expect(block?.previousElementSibling?.getAttribute('data-id')).toBe('p3');
  expect(block?.querySelector('ins')?.textContent).toBe(longer);
});

test.each([
  { before: 'the the', after: 'the', hunks: [{ start: 0, end: 4, inserted: '' }] },
  { before: 'went home', after: 'went slowly home', hunks: [{ start: 5, end: 5, inserted: 'slowly ' }] },
  { before: 'a b c', after: 'x y c', hunks: [{ start: 0, end: 3, inserted: 'x y' }] },
  { before: '', after: 'new', hunks: [{ start: 0, end: 0, inserted: 'new' }] },
  { before: 'same', after: 'same', hunks: [] },
])('“$before” to “$after” is told in as few pieces as can be', ({ before, after, hunks }) => {
  const found = hunksBetween(before, after);
  const rebuilt = [...found]
    .reverse()
    .reduce((text, { start, end, inserted }) => text.slice(0, start) + inserted + text.slice(end), before);
  expect(rebuilt).toBe(after);
  expect(found).toHaveLength(hunks.length);
  expect(isLarge(found)).toBe(false);
});

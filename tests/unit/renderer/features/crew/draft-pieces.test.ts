// @vitest-environment jsdom
import { expect, test } from 'vitest';
import {
  isTaken,
  selectedPieces,
  stretchesOf,
} from '../../../../../src-renderer/features/crew/draft-pieces.ts';
import type { Draft } from '../../../../../src-shared/domain/draft.ts';
import type { BlockId, SceneId } from '../../../../../src-shared/domain/ids.ts';
import type { Block } from '../../../../../src-shared/domain/prose.ts';

const block = (id: string, text: string): Block => ({
  type: 'paragraph',
  attrs: { id: id as BlockId },
  content: [{ type: 'text', text }],
});
const taken = (blockId: string, start: number, end: number): Draft['taken'][number] => ({
  ...{ blockId: blockId as BlockId, start, end },
  ...{ sceneId: 'scene' as SceneId, sceneBlockId: blockId as BlockId },
});

test('what was taken of a paragraph is ink, the rest pencil, and only the whole of it counts as taken', () => {
  const one = block('a', 'She left. He stayed.');
  expect(stretchesOf(one, [taken('a', 10, 20)])).toEqual([
    { text: 'She left. ', isTaken: false },
    { text: 'He stayed.', isTaken: true },
  ]);
  expect(isTaken(one, [taken('a', 10, 20)])).toBe(false);
  expect(isTaken(one, [taken('a', 0, 9), taken('a', 10, 20)])).toBe(true);
});

test('a selection over two paragraphs is the end of one and the beginning of the other, not both whole', () => {
  document.body.innerHTML =
    '<div><p data-block="a"><span>She </span><span>left.</span></p><p data-block="b"><span>He stayed.</span></p></div>';
  const page = document.body.firstElementChild as HTMLElement;
  const [, left, he] = page.querySelectorAll('span');
  const range = document.createRange();
  range.setStart(left!.firstChild!, 1);
  range.setEnd(he!.firstChild!, 2);
  const selection = document.getSelection()!;
  selection.removeAllRanges();
  selection.addRange(range);
  expect(selectedPieces(page, selection)).toEqual([
    { blockId: 'a', start: 5, end: 9 },
    { blockId: 'b', start: 0, end: 2 },
  ]);
  selection.collapseToStart();
  expect(selectedPieces(page, selection)).toEqual([]);
});

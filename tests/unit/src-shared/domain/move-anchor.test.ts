import { expect, test } from 'vitest';
import { anchorTo, type Anchor } from '../../../../src-shared/domain/anchor.ts';
import { locate } from '../../../../src-shared/domain/locate-anchor.ts';
import { moveAnchor } from '../../../../src-shared/domain/move-anchor.ts';
import { paragraphsOf } from '../../../../src-shared/domain/prose.ts';
import type { BlockId } from '../../../../src-shared/domain/ids.ts';
import { readProse, type Notation } from '../../../helpers/prose-notation.ts';

const target = { kind: 'draft', draftId: '019a0000-0000-7000-8000-000000000001' } as Anchor['target'];
const block = (id: string): BlockId => id as BlockId;

function anchorIn(notation: Notation): Anchor {
  const { document, span } = readProse(notation);
  const paragraph = paragraphsOf(document).find(({ attrs }) => attrs.id === span?.blockId);
  if (span === null || paragraph === undefined) throw new Error('no span');
  return anchorTo({ target, paragraph, start: span.start, end: span.end });
}
const follow = (anchor: Anchor | null, notation: Notation): unknown =>
  anchor === null ? null : locate(anchor, readProse(notation).document);

test('an anchor behind a split follows its words into the new block even where they stand twice', () => {
  const anchor = anchorIn({ p1: 'the bell, the bell, ⟦the bell⟧' });
  const moved = moveAnchor(anchor, {
    kind: 'split',
    blockId: block('p1'),
    at: 9,
    newBlockId: block('p2'),
    head: 'the bell,',
    tail: ' the bell, the bell',
  });
  const after = { p1: 'the bell,', p2: ' the bell, ⟦the bell⟧' };
  expect(follow(moved, after)).toEqual(readProse(after).span);
});

test('an anchor across a split is lost rather than cut', () => {
  const edit = {
    kind: 'split',
    blockId: block('p1'),
    at: 3,
    newBlockId: block('p2'),
    head: 'One',
    tail: ' two',
  } as const;
  expect(moveAnchor(anchorIn({ p1: '⟦One two⟧' }), edit)).toBeNull();
});

test('an anchor before a split stays, with the hash of what is left', () => {
  const edit = {
    kind: 'split',
    blockId: block('p1'),
    at: 3,
    newBlockId: block('p2'),
    head: 'One',
    tail: ' two',
  } as const;
  const after = { p1: '⟦One⟧', p2: ' two' };
  expect(follow(moveAnchor(anchorIn({ p1: '⟦One⟧ two' }), edit), after)).toEqual(readProse(after).span);
});

test('anchors of both merged blocks point at their own words in the one that is left', () => {
  const edit = {
    kind: 'merge',
    blockId: block('p1'),
    fromBlockId: block('p2'),
    at: 5,
    text: 'bell bell',
  } as const;
  const first = { p1: '⟦bell⟧ bell' };
  const second = { p1: 'bell ⟦bell⟧' };
  expect(follow(moveAnchor(anchorIn({ p1: '⟦bell⟧ ', p2: 'bell' }), edit), first)).toEqual(
    readProse(first).span,
  );
  expect(follow(moveAnchor(anchorIn({ p1: 'bell ', p2: '⟦bell⟧' }), edit), second)).toEqual(
    readProse(second).span,
  );
});

test('an edit of another block leaves an anchor as it is', () => {
  const anchor = anchorIn({ p1: '⟦bell⟧' });
  expect(moveAnchor(anchor, { kind: 'remove', blockId: block('p2') })).toEqual(anchor);
});

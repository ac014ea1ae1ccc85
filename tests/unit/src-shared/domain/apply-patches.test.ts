import { expect, test } from 'vitest';
import { anchorTo, type Anchor } from '../../../../src-shared/domain/anchor.ts';
import { applyPatches } from '../../../../src-shared/domain/apply-patches.ts';
import {
  inlineFromText,
  paragraphsOf,
  textOf,
  type ProseDocument,
} from '../../../../src-shared/domain/prose.ts';
import type { Patch, PatchChange } from '../../../../src-shared/domain/patch.ts';
import { readProse, writeProse } from '../../../helpers/prose-notation.ts';

const target = { kind: 'draft', draftId: '019a0000-0000-7000-8000-000000000001' } as Anchor['target'];
const ids = ['019a0000-0000-7000-8000-000000000002', '019a0000-0000-7000-8000-000000000003'] as const;

function patchOn(
  document: ProseDocument,
  quote: string,
  { nth = 0, to = null as string | null, block = 0 } = {},
): Patch {
  const paragraph = paragraphsOf(document)[block];
  if (paragraph === undefined) throw new Error('no such block');
  let start = -1;
  for (let found = 0; found <= nth; found++) start = textOf(paragraph).indexOf(quote, start + 1);
  const change: PatchChange =
    to === null ? { kind: 'delete' } : { kind: 'replace', content: inlineFromText(to) };
  return {
    id: ids[0] as Patch['id'],
    findingId: ids[1] as Patch['findingId'],
    anchor: anchorTo({ target, paragraph, start, end: start + quote.length }),
    change,
    origin: 'rule',
    isSafe: true,
    state: 'open',
  };
}
const apply = (document: ProseDocument, patches: Patch[]): { text: unknown; states: string[] } => {
  const applied = applyPatches(document, patches);
  return { text: writeProse(applied.document), states: applied.patches.map(({ state }) => state) };
};

test('several patches in one block all land although each one changes its hash', () => {
  const { document } = readProse({ p1: 'He  saw the the boat  and teh  sea.' });
  const patches = [
    patchOn(document, '  ', { to: ' ' }),
    patchOn(document, ' the', { nth: 1 }),
    patchOn(document, '  ', { nth: 1, to: ' ' }),
    patchOn(document, 'teh', { to: 'the' }),
    patchOn(document, '  ', { nth: 2, to: ' ' }),
  ];
  expect(apply(document, patches)).toEqual({
    text: { p1: 'He saw the boat and the sea.' },
    states: ['accepted', 'accepted', 'accepted', 'accepted', 'accepted'],
  });
});

test('the order of patches in one block does not matter', () => {
  const { document } = readProse({ p1: 'One two three four.' });
  const patches = [patchOn(document, 'four', { to: '4' }), patchOn(document, 'One', { to: 'A single' })];
  expect(apply(document, patches).text).toEqual({ p1: 'A single two three 4.' });
});

test('of two patches on the same words the second is unplaced, not applied to its twin elsewhere', () => {
  const { document } = readProse({ p1: 'The bell rang.', p2: 'Nobody heard the bell ring.' });
  const first = patchOn(document, 'bell rang', { to: 'gong sounded' });
  const second = patchOn(document, 'bell', { to: 'chime' });
  expect(apply(document, [first, second])).toEqual({
    text: { p1: 'The gong sounded.', p2: 'Nobody heard the bell ring.' },
    states: ['accepted', 'unplaced'],
  });
});

test('a patch inside words that an earlier one only extended is placed again', () => {
  const { document } = readProse({ p1: 'The bell rang.' });
  const first = patchOn(document, 'bell rang', { to: 'old bell rang twice' });
  const second = patchOn(document, 'rang', { to: 'tolled' });
  expect(apply(document, [first, second])).toEqual({
    text: { p1: 'The old bell tolled twice.' },
    states: ['accepted', 'accepted'],
  });
});

test('a patch in a block that an earlier one took is unplaced', () => {
  const { document } = readProse({ p1: 'Sure! Here it is.', p2: 'Rain.' });
  const patches = [patchOn(document, 'Sure! Here it is.'), patchOn(document, 'Here', { to: 'There' })];
  expect(apply(document, patches)).toEqual({ text: { p2: 'Rain.' }, states: ['accepted', 'unplaced'] });
});

test('patches already unplaceable stay so and the rest still land', () => {
  const { document } = readProse({ p1: 'One two.' });
  const lost = patchOn(readProse({ p1: 'Something else.' }).document, 'else', { to: 'more' });
  expect(apply(document, [lost, patchOn(document, 'two', { to: '2' })])).toEqual({
    text: { p1: 'One 2.' },
    states: ['unplaced', 'accepted'],
  });
});

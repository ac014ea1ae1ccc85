import { expect, test } from 'vitest';
import { spotFor, spotOfDrop } from '../../../../../src-renderer/features/outline/outline-moves.ts';
import type { ItemKind, OutlineItem } from '../../../../../src-shared/domain/outline-item.ts';
import { outlineOf } from './outline-of.ts';

const outline = outlineOf({
  One: { first: ['a', 'b'], second: [] },
  Two: { third: ['c'] },
});
const item = (kind: ItemKind, id: string) => ({ kind, id }) as OutlineItem;

test.each([
  {
    move: 'a scene down past its neighbour',
    of: item('scene', 'a'),
    direction: 'down',
    spot: { after: 'b' },
  },
  { move: 'a scene up past its neighbour', of: item('scene', 'b'), direction: 'up', spot: { before: 'a' } },
  {
    move: 'the last scene down into an empty chapter',
    of: item('scene', 'b'),
    direction: 'down',
    spot: { in: 'second' },
  },
  {
    move: 'a scene up into an empty chapter',
    of: item('scene', 'c'),
    direction: 'up',
    spot: { in: 'second' },
  },
  { move: 'the first scene of all up', of: item('scene', 'a'), direction: 'up', spot: null },
  { move: 'the last scene of all down', of: item('scene', 'c'), direction: 'down', spot: null },
  {
    move: 'a scene out to the next chapter',
    of: item('scene', 'a'),
    direction: 'next',
    spot: { in: 'second' },
  },
  {
    move: 'a chapter down over an act border',
    of: item('chapter', 'second'),
    direction: 'down',
    spot: { before: 'third' },
  },
  {
    move: 'a chapter up over an act border',
    of: item('chapter', 'third'),
    direction: 'up',
    spot: { in: 'One' },
  },
  {
    move: 'a chapter to the next act',
    of: item('chapter', 'first'),
    direction: 'next',
    spot: { before: 'third' },
  },
  { move: 'an act down', of: item('act', 'One'), direction: 'down', spot: { after: 'Two' } },
  { move: 'an act nowhere to the side', of: item('act', 'One'), direction: 'next', spot: null },
] as const)('$move', ({ of, direction, spot }) => {
  expect(spotFor(outline, { item: of, direction })).toEqual(spot);
});

test.each([
  ['scene', 'scene', 'before', { before: 'x' }],
  ['scene', 'scene', 'on', null],
  ['scene', 'chapter', 'on', { in: 'x' }],
  ['scene', 'chapter', 'after', null],
  ['scene', 'act', 'on', null],
  ['chapter', 'chapter', 'after', { after: 'x' }],
  ['chapter', 'act', 'on', { in: 'x' }],
  ['chapter', 'scene', 'on', null],
  ['act', 'act', 'before', { before: 'x' }],
  ['act', 'act', 'on', null],
] as const)('a %s dropped with a %s, %s it', (...[dragged, target, position, spot]) => {
  expect(spotOfDrop({ dragged, target: item(target, 'x'), position })).toEqual(spot);
});

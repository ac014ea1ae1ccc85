import { expect, test } from 'vitest';
import { shareOutline } from '../../../../../src-renderer/features/library/share-outline.ts';
import { outlineOf } from '../outline/outline-of.ts';

const notation = { One: { first: ['a', 'b'], second: ['c'] }, Two: { third: ['d'] } };

test('an outline that came again unchanged is the same objects all through', () => {
  const before = outlineOf(notation);
  expect(shareOutline(before, outlineOf(notation)).acts).toBe(before.acts);
});

test('a scene that moved leaves the chapters it did not touch as they were, and shows its new place', () => {
  const before = outlineOf(notation);
  const moved = outlineOf({ One: { first: ['b'], second: ['c'] }, Two: { third: ['d', 'a'] } });
  const after = shareOutline(before, moved);
  expect(after).toEqual(moved);
  expect(after.acts[0]!.chapters[1]).toBe(before.acts[0]!.chapters[1]);
  expect(after.acts[1]!.chapters[0]!.scenes[0]).toBe(before.acts[1]!.chapters[0]!.scenes[0]);
  expect(after.acts[0]).not.toBe(before.acts[0]);
});

test('a changed detail is never hidden behind the old object', () => {
  const before = outlineOf(notation);
  const after = shareOutline(before, outlineOf(notation, { status: 'done' }));
  expect(after.acts[0]!.chapters[0]!.scenes[0]).toMatchObject({ status: 'done' });
});

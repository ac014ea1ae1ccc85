// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { chapterId, sceneId, smallNovel } from '../../../../helpers/small-novel.ts';

vi.stubGlobal('fabula', {
  request: () => Promise.resolve({ ok: true, data: 7 }),
  onEvent: () => () => undefined,
});
const { withScene } = await import('../../../../../src-renderer/features/manuscript/outline-counts.ts');

const { outline, scenes } = smallNovel([
  { title: 'One', summary: '', scenes: ['A lamp.', 'A stair.'] },
  { title: 'Two', summary: '', scenes: ['A ship.'] },
]);
const found = (from: typeof outline, id: string) =>
  from.acts.flatMap(({ chapters }) => chapters).find((chapter) => chapter.id === id)!;

test('a save changes its own scene in the outline and leaves every other chapter the same object', () => {
  const saved = { ...scenes[1]!, wordCount: 99, revision: 4, title: 'not taken from a save' };
  const next = withScene(outline, saved);
  expect(found(next, chapterId(1)).scenes.map(({ wordCount }) => wordCount)).toEqual([2, 99]);
  expect(found(next, chapterId(1)).scenes[1]!.title).toBe(scenes[1]!.title);
  expect(found(next, chapterId(2))).toBe(found(outline, chapterId(2)));
});

test('a save that is older than what the outline has by now changes nothing', () => {
  const next = withScene(outline, { ...scenes[0]!, id: sceneId(1, 1), wordCount: 99, revision: 1 });
  expect(found(next, chapterId(1)).scenes[0]!.wordCount).toBe(2);
});

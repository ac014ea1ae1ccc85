import { expect, test } from 'vitest';
import {
  filterTree,
  neighbourScene,
  treeOf,
  visibleIds,
  type TreeNode,
} from '../../../../../src-renderer/features/outline/outline-nodes.ts';
import type { Outline } from '../../../../../src-shared/domain/novel.ts';
import { outlineOf } from './outline-of.ts';

const titleOf = (node: TreeNode): string => node.id;
/** The outline after a save of its very first scene: what holds it is new, all else the same objects. */
function withWords(outline: Outline, wordCount: number): Outline {
  const [act, ...acts] = outline.acts;
  const [chapter, ...chapters] = act!.chapters;
  const [scene, ...scenes] = chapter!.scenes;
  const changed = { ...chapter!, scenes: [{ ...scene!, wordCount }, ...scenes] };
  return { ...outline, acts: [{ ...act!, chapters: [changed, ...chapters] }, ...acts] };
}

const all = (nodes: readonly TreeNode[]) => visibleIds(nodes, () => true);

test('a novel with one untitled act shows no act, and shows it once there are two', () => {
  expect(all(treeOf(outlineOf({ '': { one: ['a'] } })))).toEqual(['one', 'a']);
  expect(all(treeOf(outlineOf({ '': { one: ['a'] }, Two: {} })))).toEqual(['a0', 'one', 'a', 'Two']);
  expect(all(treeOf(outlineOf({ First: { one: ['a'] } })))).toEqual(['First', 'one', 'a']);
});

test('a save in one scene leaves the rows of every other chapter the same objects, so that only it is drawn', () => {
  const outline = outlineOf({ One: { first: ['a', 'b'], second: ['c'] } });
  const [before] = treeOf(outline);
  const [after] = treeOf(withWords(outline, 99));
  expect(after!.children[1]).toBe(before!.children[1]);
  expect(after!.children[0]!.children[1]).toBe(before!.children[0]!.children[1]);
  expect(after!.children[0]).toMatchObject({ words: 109 });
});

test('the filter finds a title anywhere, keeps what holds it, and a status has to match as well', () => {
  const rows = treeOf(outlineOf({ One: { Supper: ['the abbot', 'b'], Night: ['c'] } }));
  const filtered = (text: string, status: 'draft' | 'done' | null = null) =>
    all(filterTree(rows, { filter: { text, status }, titleOf }));
  expect(filtered('ABBOT')).toEqual(['One', 'Supper', 'the abbot']);
  expect(filtered('night')).toEqual(['One', 'Night']);
  expect(filtered('', 'done')).toEqual([]);
  expect(filtered('c', 'draft')).toEqual(['One', 'Night', 'c']);
  expect(filterTree(rows, { filter: { text: ' ', status: null }, titleOf })).toBe(rows);
});

test('what is folded away is not counted among the rows that are seen', () => {
  const rows = treeOf(outlineOf({ One: { first: ['a'], second: ['b'] } }));
  expect(visibleIds(rows, (id) => id !== 'first')).toEqual(['One', 'first', 'second', 'b']);
});

test('the next scene is found over the borders of chapters and acts, and ends where the novel does', () => {
  const outline = outlineOf({ One: { first: ['a'], empty: [] }, Two: { second: ['b'] } });
  expect(neighbourScene(outline, { id: 'a', by: 1 })?.id).toBe('b');
  expect(neighbourScene(outline, { id: 'b', by: -1 })?.id).toBe('a');
  expect(neighbourScene(outline, { id: 'b', by: 1 })).toBeNull();
});

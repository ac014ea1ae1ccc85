import { say } from '../../words.ts';
import type { TreeNode } from './outline-nodes.ts';

/** What a row is called: its title, or its place where it has none. */
export function titleOf(node: TreeNode): string {
  if (node.kind === 'act')
    return node.act.title || say('outline.actNumber', { number: node.act.position + 1 });
  if (node.kind === 'chapter')
    return node.chapter.title || say('outline.chapterNumber', { number: node.chapter.number });
  return node.scene.title || say('outline.sceneNumber', { number: node.scene.position + 1 });
}

/** A row's whole story in words: what a screen reader says of it. */
export function describeNode(node: TreeNode): string {
  if (node.kind === 'act') return titleOf(node);
  if (node.kind === 'chapter') {
    const { number, title } = node.chapter;
    const words = { title: titleOf(node), words: node.words };
    return title === ''
      ? say('outline.chapterLine', words)
      : say('outline.titledChapterLine', { ...words, number });
  }
  const { status, wordCount, wordGoal } = node.scene;
  const values = { title: titleOf(node), status: say(`outline.status.${status}`), words: wordCount };
  return wordGoal === null
    ? say('outline.sceneLine', values)
    : say('outline.sceneLineWithGoal', { ...values, goal: wordGoal });
}

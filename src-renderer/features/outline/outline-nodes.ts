import {
  scenesOf,
  type Act,
  type Chapter,
  type Outline,
  type SceneSummary,
} from '../../../src-shared/domain/novel.ts';
import type { OutlineItem } from '../../../src-shared/domain/outline-item.ts';

/** A row of the tree: an act, a chapter or a scene with what stands in it. */
export type TreeNode =
  | { readonly kind: 'act'; readonly id: string; readonly act: Act; readonly children: readonly TreeNode[] }
  | {
      readonly kind: 'chapter';
      readonly id: string;
      readonly chapter: Chapter;
      readonly words: number;
      readonly children: readonly TreeNode[];
    }
  | {
      readonly kind: 'scene';
      readonly id: string;
      readonly scene: SceneSummary;
      readonly children: readonly TreeNode[];
    };

export type SceneStatus = SceneSummary['status'];

/** What the tree is narrowed to. */
export interface TreeFilter {
  readonly text: string;
  readonly status: SceneStatus | null;
}

const none: readonly TreeNode[] = [];
const made = new WeakMap<object, TreeNode>();

/** The tree's rows. A novel with one untitled act shows its chapters only. Unchanged parts are the same objects. */
export function treeOf(outline: Outline): readonly TreeNode[] {
  return hasActs(outline) ? outline.acts.map(actNode) : (outline.acts[0]?.chapters ?? []).map(chapterNode);
}

/** True where the tree shows acts. */
export function hasActs({ acts }: Outline): boolean {
  return acts.length > 1 || (acts[0] !== undefined && (acts[0].title !== '' || acts[0].summary !== ''));
}

function kept<Source extends object>(source: Source, make: (source: Source) => TreeNode): TreeNode {
  const known = made.get(source);
  if (known) return known;
  const node = make(source);
  made.set(source, node);
  return node;
}

const actNode = (act: Act): TreeNode =>
  kept(act, () => ({ kind: 'act', id: act.id, act, children: act.chapters.map(chapterNode) }));

const chapterNode = (chapter: Chapter): TreeNode =>
  kept(chapter, () => ({
    kind: 'chapter',
    id: chapter.id,
    chapter,
    words: chapter.scenes.reduce((sum, scene) => sum + scene.wordCount, 0),
    children: chapter.scenes.map(sceneNode),
  }));

const sceneNode = (scene: SceneSummary): TreeNode =>
  kept(scene, () => ({ kind: 'scene', id: scene.id, scene, children: none }));

/** The rows that match, with what holds them; `titleOf` says what a row is called on screen. */
export function filterTree(
  nodes: readonly TreeNode[],
  { filter, titleOf }: { readonly filter: TreeFilter; readonly titleOf: (node: TreeNode) => string },
): readonly TreeNode[] {
  const text = filter.text.trim().toLocaleLowerCase();
  if (text === '' && filter.status === null) return nodes;
  const narrow = (node: TreeNode): readonly TreeNode[] => {
    const hasText = text === '' || titleOf(node).toLocaleLowerCase().includes(text);
    if (node.kind === 'scene')
      return hasText && (filter.status === null || node.scene.status === filter.status) ? [node] : [];
    const children = node.children.flatMap(narrow);
    return children.length > 0 || (hasText && filter.status === null) ? [{ ...node, children }] : [];
  };
  return nodes.flatMap(narrow);
}

/** The ids of all rows that hold others. */
export function holdersOf(nodes: readonly TreeNode[]): readonly string[] {
  return nodes.flatMap((node) => (node.kind === 'scene' ? [] : [node.id, ...holdersOf(node.children)]));
}

/** The rows that are seen, from the top, with what is collapsed left out. */
export function visibleIds(nodes: readonly TreeNode[], isOpen: (id: string) => boolean): readonly string[] {
  return nodes.flatMap((node) => [node.id, ...(isOpen(node.id) ? visibleIds(node.children, isOpen) : [])]);
}

/** An item of the outline with what it is told by; null where it is not there (any more). */
export function findNode(outline: Outline, { kind, id }: OutlineItem): TreeNode | null {
  for (const act of outline.acts) {
    if (kind === 'act' && act.id === id) return actNode(act);
    for (const chapter of act.chapters) {
      if (kind === 'chapter' && chapter.id === id) return chapterNode(chapter);
      const scene = kind === 'scene' ? chapter.scenes.find((one) => one.id === id) : undefined;
      if (scene) return sceneNode(scene);
    }
  }
  return null;
}

/** The kind and id of a row. */
export function itemOf({ kind, id }: TreeNode): OutlineItem {
  return { kind, id } as OutlineItem;
}

/** The scene before (-1) or after (1) this one in reading order; null at the novel's ends. */
export function neighbourScene(
  outline: Outline,
  { id, by }: { id: string; by: 1 | -1 },
): SceneSummary | null {
  const scenes = scenesOf(outline);
  const at = scenes.findIndex((scene) => scene.id === id);
  return at === -1 ? null : (scenes[at + by] ?? null);
}

import type { Node } from '@tiptap/pm/model';
import type { EditorState } from '@tiptap/pm/state';
import type { Block, ProseDocument } from '../../src-shared/domain/prose.ts';

interface StoredBlock {
  readonly block: Block;
  readonly text: string;
}

/** Nodes never change: while the writer types, all but one block of a long scene are known from the save before. */
const known = new WeakMap<Node, StoredBlock>();

/** The editor's document as it is stored. */
export function documentOf({ doc }: Pick<EditorState, 'doc'>): ProseDocument {
  return { type: 'doc', content: doc.children.map((node) => stored(node).block) };
}

/** The same as JSON, as it is sent to be saved. */
export function documentText({ doc }: Pick<EditorState, 'doc'>): string {
  return `{"type":"doc","content":[${doc.children.map((node) => stored(node).text).join(',')}]}`;
}

function stored(node: Node): StoredBlock {
  const found = known.get(node);
  if (found) return found;
  const block = node.toJSON() as Block;
  const made = { block, text: JSON.stringify(block) };
  known.set(node, made);
  return made;
}

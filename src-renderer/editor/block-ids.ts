import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, type EditorState, type Transaction } from '@tiptap/pm/state';
import { v7 } from 'uuid';

/** A fresh id for a block. */
export function newBlockId(): string {
  return v7();
}

/**
 * Gives every block an id of its own. One that stood there before keeps its id wherever it moves to: of two with one id
 * (after a split or a paste) the newcomer gets a fresh one. The change belongs to the same step of the history.
 */
export const blockIds = Extension.create({
  name: 'blockIds',
  addProseMirrorPlugins: () => [
    new Plugin({
      appendTransaction: (transactions, before, after) =>
        transactions.some(({ docChanged }) => docChanged) && !isOneParagraph(before.doc, after.doc)
          ? repairIds(transactions, before, after)
          : null,
    }),
  ],
});

/** True where nothing but the inside of one paragraph differs, as after a key: then every id still stands once. */
function isOneParagraph(before: Node, after: Node): boolean {
  const count = before.childCount;
  if (count !== after.childCount) return false;
  let first = 0;
  while (first < count - 1 && before.child(first) === after.child(first)) first++;
  let last = count - 1;
  while (last > first && before.child(last) === after.child(last)) last--;
  const [old, now] = [before.child(first), after.child(first)];
  return first === last && now.isTextblock && old.attrs['id'] === now.attrs['id'] && now.attrs['id'] !== null;
}

function repairIds(
  transactions: readonly Transaction[],
  before: EditorState,
  after: EditorState,
): Transaction | null {
  const byId = new Map<string | null, number[]>();
  eachBlock(after.doc, (node, at) => {
    const id = node.attrs['id'] as string | null;
    const places = byId.get(id);
    if (places) places.push(at);
    else byId.set(id, [at]);
  });
  const fresh: number[] = byId.get(null) ?? [];
  byId.delete(null);
  for (const [id, places] of byId)
    if (places.length > 1) {
      const kept = keeperOf(id, places, { transactions, before });
      fresh.push(...places.filter((at) => at !== kept));
    }
  if (fresh.length === 0) return null;
  const repair = after.tr;
  for (const at of fresh) repair.setNodeAttribute(at, 'id', newBlockId());
  return repair;
}

/** Where the block that had the id before stands now; the first of them where it is gone or was not there. */
function keeperOf(
  id: string | null,
  places: readonly number[],
  { transactions, before }: { transactions: readonly Transaction[]; before: EditorState },
): number | undefined {
  let old: number | null = null;
  eachBlock(before.doc, (node, at) => {
    if (node.attrs['id'] === id) old = at;
  });
  if (old === null) return places[0];
  const now = transactions.reduce((at, { mapping }) => mapping.map(at, 1), old as number);
  return places.includes(now) ? now : places[0];
}

function eachBlock(doc: Node, visit: (node: Node, at: number) => void): void {
  doc.descendants((node, at) => {
    if (node.isInline) return false;
    visit(node, at);
    return !node.isTextblock;
  });
}

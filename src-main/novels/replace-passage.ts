import { Fragment, Slice, type Node } from 'prosemirror-model';
import type { BlockId } from '../../src-shared/domain/ids.ts';
import type { TextPoint } from '../../src-shared/domain/passage.ts';
import {
  parseProse,
  proseSchema,
  toNode,
  type Block,
  type ProseDocument,
} from '../../src-shared/domain/prose.ts';
import { AppError } from '../../src-shared/errors.ts';

/** A stretch of a document, by two points in its paragraphs. */
export interface PassageSpan {
  readonly start: TextPoint;
  readonly end: TextPoint;
}

/** The plain text between two points, paragraphs parted by blank lines. Throws INPUT_INVALID where a point is nowhere. */
export function textOfPassage(document: ProseDocument, { start, end }: PassageSpan): string {
  const node = toNode(document);
  return textBetween(node, positionOf(node, start), positionOf(node, end));
}

/** What stands before a point and after it, as plain text. Throws INPUT_INVALID where the point is nowhere. */
export function textAround(document: ProseDocument, { start, end }: PassageSpan) {
  const node = toNode(document);
  return {
    before: textBetween(node, 0, positionOf(node, start)),
    after: textBetween(node, positionOf(node, end), node.content.size),
  };
}

const textBetween = (node: Node, from: number, to: number): string =>
  node.textBetween(from, to, '\n\n', (leaf) => (leaf.type.name === 'sceneBreak' ? '***' : '\n')).trim();

/**
 * A document with blocks in the place of a passage, or, where start and end are one point, put in there. At the end of
 * a finished sentence they begin a paragraph of their own; anywhere else they go on in the paragraph that stands.
 * Throws INPUT_INVALID where a point is nowhere.
 */
export function replacePassage(
  document: ProseDocument,
  span: PassageSpan,
  { blocks, newId }: { readonly blocks: readonly Block[]; readonly newId: () => BlockId },
): ProseDocument {
  const node = toNode(document);
  const from = positionOf(node, span.start);
  const to = positionOf(node, span.end);
  const content = Fragment.fromArray(blocks.map((block) => proseSchema.nodeFromJSON(block)));
  const $from = node.resolve(from);
  const isInsertion = from === to;
  const before = $from.parent.textBetween(0, $from.parentOffset, '', '\n');
  const isAtEnd = $from.parentOffset === $from.parent.content.size;
  if (isInsertion && isAtEnd && (before.trim() === '' || /[.!?…。！？]["'”’»)\]]*\s*$/u.test(before))) {
    const isEmpty = before.trim() === '';
    const at = isEmpty ? $from.before() : $from.after();
    return asProse(node.replace(at, isEmpty ? $from.after() : at, new Slice(content, 0, 0)), newId);
  }
  const slice = joinable(content, before);
  return asProse(node.replace(from, to, slice), newId);
}

/** The blocks as a slice that opens into the paragraph at both ends, with a space where words would meet. */
function joinable(content: Fragment, before: string): Slice {
  const isOpen = (node: Node | null | undefined): boolean => node?.type.name === 'paragraph';
  const first = content.firstChild;
  const needsSpace =
    before !== '' && !/[\s("“‘«„\u2013\u2014-]$/u.test(before) && first !== null && isOpen(first);
  const spaced = needsSpace
    ? content.replaceChild(0, first.copy(Fragment.from(proseSchema.text(' ')).append(first.content)))
    : content;
  return new Slice(spaced, isOpen(first) ? 1 : 0, isOpen(content.lastChild) ? 1 : 0);
}

/** The document with ids of its own for blocks that a split left with another's. */
function asProse(node: Node, newId: () => BlockId): ProseDocument {
  const seen = new Set<string>();
  const withIds = (block: { type: string; attrs?: { id?: string | null }; content?: unknown[] }): object => {
    if (block.type === 'text' || block.type === 'hardBreak') return block;
    const given = block.attrs?.id;
    const id = given && !seen.has(given) ? given : newId();
    seen.add(id);
    const content = block.content?.map((inner) => withIds(inner as typeof block));
    return { type: block.type, attrs: { id }, ...(content ? { content } : {}) };
  };
  const { content } = node.toJSON() as { content: Parameters<typeof withIds>[0][] };
  return parseProse({ type: 'doc', content: content.map(withIds) });
}

/** A point as a position of ProseMirror's. Throws INPUT_INVALID where its block is gone or shorter. */
function positionOf(node: Node, { blockId, offset }: TextPoint): number {
  let found: number | null = null;
  node.descendants((block, at) => {
    if (block.isTextblock && block.attrs.id === blockId && offset <= block.content.size)
      found = at + 1 + offset;
    return found === null;
  });
  if (found === null) throw new AppError('INPUT_INVALID', { field: 'passage', reason: 'its place is gone' });
  return found;
}

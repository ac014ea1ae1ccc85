import type { Place } from './anchor.ts';
import type { BlockId } from './ids.ts';
import { joinInline, lengthOf, sliceInline } from './inline.ts';
import {
  emptyProse,
  paragraphsOf,
  textOf,
  type Block,
  type Inline,
  type Paragraph,
  type ProseDocument,
} from './prose.ts';

/** A point between two characters: a UTF-16 offset into a paragraph's text. */
export interface Point {
  readonly blockId: BlockId;
  readonly offset: number;
}

/** Where a place of the old document stands now: in which of the new ones; null where the edit went through it. */
export type Follow = (place: Place) => { readonly part: number; readonly place: Place } | null;

/** A document in two, and how to find in them what stood in the one. */
export interface SplitDocument {
  readonly head: ProseDocument;
  readonly tail: ProseDocument;
  /** The new block that begins the tail, where a paragraph was cut. */
  readonly secondHalf: BlockId | null;
  readonly follow: Follow;
}

/**
 * Parts a document at a point. Blocks keep their ids; the second half of a paragraph or a quotation that is cut gets a
 * new one. White space and scene breaks at the cut fall away, a half without blocks gets an empty paragraph. Null
 * where the document has no such paragraph.
 */
export function splitDocument(
  document: ProseDocument,
  { point, newId }: { readonly point: Point; readonly newId: () => string },
): SplitDocument | null {
  const at = document.content.findIndex((block) => holds(block, point.blockId));
  const block = document.content[at];
  if (!block) return null;
  const cut = cutBlock(block, { point, newId });
  const head = [...document.content.slice(0, at), ...cut.head];
  const tail = [...cut.tail, ...document.content.slice(at + 1)];
  const firstOfTail = tail.findIndex(isNoBreak);
  const parts = {
    head: toDocument(head.slice(0, head.findLastIndex(isNoBreak) + 1), newId),
    tail: toDocument(firstOfTail === -1 ? [] : tail.slice(firstOfTail), newId),
  };
  const follow = followInto([parts.head, parts.tail], cut.moved);
  return { ...parts, secondHalf: cut.moved?.to ?? null, follow };
}

const isNoBreak = ({ type }: Block): boolean => type !== 'sceneBreak';

function holds(block: Block, id: BlockId): boolean {
  return block.type === 'quotation'
    ? block.content.some(({ attrs }) => attrs.id === id)
    : block.type === 'paragraph' && block.attrs.id === id;
}

interface Moved {
  readonly from: BlockId;
  readonly start: number;
  readonly to: BlockId;
}

interface Cut<Of> {
  readonly head: readonly Of[];
  readonly tail: readonly Of[];
  /** The second half of the paragraph that was cut, where one was. */
  readonly moved: Moved | null;
}

interface CutAt {
  readonly point: Point;
  readonly newId: () => string;
}

function cutBlock(block: Block, at: CutAt): Cut<Block> {
  if (block.type === 'paragraph') return cutParagraph(block, at);
  if (block.type === 'sceneBreak') return { head: [block], tail: [], moved: null };
  const inner = block.content.findIndex(({ attrs }) => attrs.id === at.point.blockId);
  const paragraph = block.content[inner];
  if (!paragraph) return { head: [block], tail: [], moved: null };
  const cut = cutParagraph(paragraph, at);
  const head = [...block.content.slice(0, inner), ...cut.head];
  const tail = [...cut.tail, ...block.content.slice(inner + 1)];
  if (head.length === 0) return { head: [], tail: [block], moved: null };
  if (tail.length === 0) return { head: [block], tail: [], moved: null };
  const second = { ...block, attrs: { id: at.newId() as BlockId }, content: tail };
  return { head: [{ ...block, content: head }], tail: [second], moved: cut.moved };
}

function cutParagraph(paragraph: Paragraph, { point, newId }: CutAt): Cut<Paragraph> {
  const text = textOf(paragraph);
  const end = text.slice(0, point.offset).trimEnd().length;
  const start = text.length - text.slice(point.offset).trimStart().length;
  if (start >= text.length) return { head: [paragraph], tail: [], moved: null };
  if (end === 0) return { head: [], tail: [paragraph], moved: null };
  const content = paragraph.content ?? [];
  const id = newId() as BlockId;
  return {
    head: [toParagraph(paragraph.attrs.id, sliceInline(content, 0, end))],
    tail: [toParagraph(id, sliceInline(content, start, lengthOf(content)))],
    moved: { from: paragraph.attrs.id, start, to: id },
  };
}

/** A paragraph of this content; one without any has none. */
export function toParagraph(id: BlockId, content: readonly Inline[]): Paragraph {
  const joined = joinInline(content);
  return { type: 'paragraph', attrs: { id }, ...(joined.length > 0 ? { content: joined } : {}) };
}

function toDocument(content: readonly Block[], newId: () => string): ProseDocument {
  return content.length > 0 ? { type: 'doc', content } : emptyProse(newId);
}

/** Follows places into these documents: by their block's id, or into the new block that took its second half. */
export function followInto(parts: readonly ProseDocument[], moved: Moved | null): Follow {
  const lengths = parts.map(
    (part) => new Map(paragraphsOf(part).map((block) => [block.attrs.id, textOf(block).length] as const)),
  );
  return (place) => {
    const isMoved = moved?.from === place.blockId && place.start >= moved.start;
    const by = isMoved ? moved.start : 0;
    const now: Place = {
      blockId: isMoved ? moved.to : place.blockId,
      start: place.start - by,
      end: place.end - by,
    };
    const part = lengths.findIndex((known) => known.has(now.blockId));
    return part !== -1 && now.end <= (lengths[part]?.get(now.blockId) ?? 0) ? { part, place: now } : null;
  };
}

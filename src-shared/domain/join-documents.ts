import type { BlockId } from './ids.ts';
import { paragraphsOf, textOf, type Block, type ProseDocument } from './prose.ts';
import { followInto, splitDocument, toParagraph, type Follow, type Point } from './split-document.ts';

/** True where any paragraph holds more than white space. */
export function hasProse(document: ProseDocument): boolean {
  return paragraphsOf(document).some((paragraph) => textOf(paragraph).trim() !== '');
}

export interface JoinedDocument {
  readonly document: ProseDocument;
  /** Where what stood in the second document stands now. */
  readonly follow: Follow;
}

/**
 * Puts a document behind another. Ids stay unique: a block of the second whose id stands in the first gets a new one.
 * A side without a word adds nothing.
 */
export function joinDocuments(
  first: ProseDocument,
  { second, newId }: { readonly second: ProseDocument; readonly newId: () => string },
): JoinedDocument {
  const taken = new Set(first.content.flatMap(idsOf));
  const renamed = new Map<BlockId, BlockId>();
  const fresh = <B extends Block>(block: B): B => {
    if (!taken.has(block.attrs.id)) return block;
    const id = newId() as BlockId;
    renamed.set(block.attrs.id, id);
    return { ...block, attrs: { id } };
  };
  const added = second.content.map((block) => {
    const own = fresh(block);
    return own.type === 'quotation' ? { ...own, content: own.content.map(fresh) } : own;
  });
  const content = !hasProse(second) ? first.content : hasProse(first) ? [...first.content, ...added] : added;
  const document: ProseDocument = { type: 'doc', content };
  const inside = followInto([document], null);
  return {
    document,
    follow: (place) => inside({ ...place, blockId: renamed.get(place.blockId) ?? place.blockId }),
  };
}

/** The same document with an id of its own for every block. */
export function mapBlockIds(document: ProseDocument, newId: () => string): ProseDocument {
  const fresh = <B extends Block>(block: B): B => ({ ...block, attrs: { id: newId() as BlockId } });
  return {
    type: 'doc',
    content: document.content.map((block) => {
      const own = fresh(block);
      return own.type === 'quotation' ? { ...own, content: own.content.map(fresh) } : own;
    }),
  };
}

function idsOf(block: Block): readonly BlockId[] {
  return block.type === 'quotation'
    ? [block.attrs.id, ...block.content.map(({ attrs }) => attrs.id)]
    : [block.attrs.id];
}

/** A document that was cut out of another: what is left and what was taken. */
export interface CutOut {
  readonly rest: ProseDocument;
  readonly taken: ProseDocument;
  /** Part 0 is the rest, part 1 what was taken. */
  readonly follow: Follow;
}

/** Takes a stretch out of a document. Null where one of its ends is not in it. */
export function cutOut(
  document: ProseDocument,
  { start, end, newId }: { readonly start: Point; readonly end: Point; readonly newId: () => string },
): CutOut | null {
  const behind = splitDocument(document, { point: end, newId });
  if (!behind) return null;
  const isBackwards = start.blockId === end.blockId && start.offset >= end.offset;
  const before = isBackwards ? null : splitDocument(behind.head, { point: start, newId });
  if (!before) return null;
  const rest = healCut({
    head: before.head,
    tail: behind.tail,
    secondHalf: start.blockId === end.blockId ? behind.secondHalf : null,
    id: start.blockId,
    newId,
  });
  const inside = followInto([rest.document, before.tail], null);
  return {
    rest: rest.document,
    taken: before.tail,
    follow: (place) => {
      const first = behind.follow(place);
      if (!first) return null;
      if (first.part === 1) {
        const { healed } = rest;
        const isHealed = healed?.from === first.place.blockId;
        const by = isHealed ? healed.by : 0;
        const { start: from, end: to } = first.place;
        const blockId = isHealed ? start.blockId : first.place.blockId;
        return inside({ blockId, start: from + by, end: to + by });
      }
      const second = before.follow(first.place);
      return second && inside(second.place);
    },
  };
}

interface Healed {
  readonly document: ProseDocument;
  readonly healed: { readonly from: BlockId; readonly by: number } | null;
}

interface Rest {
  readonly head: ProseDocument;
  readonly tail: ProseDocument;
  /** The block that began in the same paragraph, where the stretch lay inside one. */
  readonly secondHalf: BlockId | null;
  readonly id: BlockId;
  readonly newId: () => string;
}

/** What is left around a cut. A stretch inside one paragraph leaves one behind: its two ends are joined by a space. */
function healCut({ head, tail, secondHalf, id, newId }: Rest): Healed {
  const last = head.content.at(-1);
  const [first, ...others] = tail.content;
  const isInside =
    last?.type === 'paragraph' &&
    last.attrs.id === id &&
    first?.type === 'paragraph' &&
    first.attrs.id === secondHalf;
  if (!isInside) {
    return { document: joinDocuments(head, { second: tail, newId }).document, healed: null };
  }
  const space = { type: 'text' as const, text: ' ' };
  const joined = toParagraph(id, [...(last.content ?? []), space, ...(first.content ?? [])]);
  return {
    document: { type: 'doc', content: [...head.content.slice(0, -1), joined, ...others] },
    healed: { from: first.attrs.id, by: textOf(last).length + 1 },
  };
}

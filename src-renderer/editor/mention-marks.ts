import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { Decoration, type DecorationSet } from '@tiptap/pm/view';
import type { EntryId } from '../../src-shared/domain/ids.ts';
import type { NamePlace } from '../../src-shared/text/name-index.ts';
import type { Stretch } from './near-view.ts';
import { eachParagraph } from './positions.ts';

/** The marks that are drawn. */
export interface Painted {
  readonly marks: DecorationSet;
  /** Paragraphs whose marks are of these names and this text. */
  readonly fresh: WeakSet<Node>;
}

/** A paragraph that was read, and the names in it. */
export interface PaintedParagraph {
  readonly node: Node;
  readonly start: number;
  readonly places: readonly MarkPlace[];
  /** Whether patterns were looked for too; until they are, what was found of them stays. */
  readonly isWhole: boolean;
}

interface MarkPlace extends NamePlace<EntryId> {
  /** Found by a regular expression, which a worker tries. */
  readonly isPattern?: boolean;
}

interface MarkSpec {
  readonly entryIds: EntryId[];
  readonly isPattern: boolean;
}

const specOf = ({ spec }: Decoration): MarkSpec => spec as MarkSpec;
/** Whose name it is. */
export const idsOf = (mark: Decoration): readonly EntryId[] => specOf(mark).entryIds;

/** True for what a worker found. */
export const isOfPattern = (mark: Decoration): boolean => specOf(mark).isPattern;

/** What a step has touched is to be read again, even where an undo brings the very same node back. */
export function forgetTouched(tr: Transaction, fresh: WeakSet<Node>): void {
  tr.mapping.maps.forEach((map, at) =>
    map.forEach((...[, , start, end]) => {
      const rest = tr.mapping.slice(at + 1);
      const from = Math.max(0, rest.map(start, -1) - 1);
      const to = Math.min(tr.doc.content.size, rest.map(end, 1) + 1);
      tr.doc.nodesBetween(from, to, (node) => {
        if (node.isTextblock) fresh.delete(node);
        return !node.isTextblock;
      });
    }),
  );
}

/** Takes the marks away that stand outside a stretch: their paragraphs are read again when they come near. */
export function forgetFar({ marks, fresh }: Painted, { from, to }: Stretch, doc: Node): Painted {
  eachParagraph(doc, ({ node, start }) => {
    if (start < from || start > to) fresh.delete(node);
  });
  const far = marks.find().filter((mark) => mark.to < from || mark.from > to);
  return { fresh, marks: marks.remove(far) };
}

/** The marks of paragraphs as they were read now. */
export function paint(painted: Painted, paragraphs: readonly PaintedParagraph[], doc: Node): Painted {
  const stale: Decoration[] = [];
  const wanted: Decoration[] = [];
  for (const { node, start, places, isWhole } of paragraphs) {
    painted.fresh.add(node);
    const now = painted.marks.find(start, start + node.content.size);
    const found = marksOf(places, start);
    const next = isWhole ? found : [...found, ...now.filter((mark) => isLeft(mark, found))];
    if (isAlike(now, next)) continue;
    stale.push(...now);
    wanted.push(...next);
  }
  if (stale.length + wanted.length === 0) return painted;
  return { ...painted, marks: painted.marks.remove(stale).add(doc, wanted) };
}

/** True for what a pattern marked before and no name covers. */
function isLeft(mark: Decoration, names: readonly Decoration[]): boolean {
  return isOfPattern(mark) && !names.some(({ from, to }) => from < mark.to && mark.from < to);
}

/** One mark for each place; entries of one name share it. */
function marksOf(places: readonly MarkPlace[], start: number): Decoration[] {
  const spans = new Map<string, MarkSpec & { start: number; end: number }>();
  for (const place of places) {
    const span = `${place.start}-${place.end}`;
    const known = spans.get(span);
    if (known && !known.entryIds.includes(place.owner)) known.entryIds.push(place.owner);
    else if (!known)
      spans.set(span, { ...place, entryIds: [place.owner], isPattern: place.isPattern === true });
  }
  return [...spans.values()].map(({ start: from, end: to, entryIds, isPattern }) => {
    const spec: MarkSpec = { entryIds, isPattern };
    return Decoration.inline(start + from, start + to, { class: 'mention' }, spec);
  });
}

function isAlike(now: readonly Decoration[], next: readonly Decoration[]): boolean {
  const said = (marks: readonly Decoration[]): string =>
    marks
      .map((mark) => `${mark.from} ${mark.to} ${idsOf(mark).join(' ')}`)
      .sort()
      .join('\n');
  return now.length === next.length && said(now) === said(next);
}

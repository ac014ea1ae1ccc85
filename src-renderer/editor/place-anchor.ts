import type { Node } from '@tiptap/pm/model';
import type { Anchor, Place } from '../../src-shared/domain/anchor.ts';
import { locate } from '../../src-shared/domain/locate-anchor.ts';
import type { Paragraph, ProseDocument } from '../../src-shared/domain/prose.ts';
import { findBlock } from './positions.ts';

/** Two positions of the editor's document. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const documents = new WeakMap<Node, ProseDocument>();

/** The editor's document as it is kept; made once for each state of it. */
export function proseOf(doc: Node): ProseDocument {
  const prose = documents.get(doc) ?? (doc.toJSON() as ProseDocument);
  documents.set(doc, prose);
  return prose;
}

/** Where an anchor stands in the editor's document now; null where it points nowhere. */
export function placeAnchor(doc: Node, anchor: Anchor): Range | null {
  const place = locate(anchor, proseOf(doc));
  return place && rangeOf(doc, place);
}

/** Where an anchor stands in its own paragraph; null where it does not, whatever stands elsewhere. */
export function placeInBlock(doc: Node, anchor: Anchor): Range | null {
  const block = findBlock(doc, anchor.blockId);
  if (!block) return null;
  const alone: ProseDocument = { type: 'doc', content: [block.node.toJSON() as Paragraph] };
  const place = locate(anchor, alone);
  return place && rangeOf(doc, place);
}

/** The positions of a place; null where its block is gone. */
export function rangeOf(doc: Node, { blockId, start, end }: Place): Range | null {
  const block = findBlock(doc, blockId);
  return block && { from: block.start + start, to: block.start + end };
}

/** The place of two positions within one paragraph; null where they do not stand in one. */
export function placeOf(doc: Node, { from, to }: Range): Place | null {
  const at = doc.resolve(from);
  if (!at.parent.isTextblock || to > at.end()) return null;
  return {
    blockId: at.parent.attrs['id'] as Place['blockId'],
    start: at.parentOffset,
    end: at.parentOffset + to - from,
  };
}

/** True where the very words of an anchor stand at a range. */
export function holdsQuote(doc: Node, { from, to }: Range, { quote }: Anchor): boolean {
  return to - from === quote.length && doc.textBetween(from, to, '\n\n', '\n') === quote;
}

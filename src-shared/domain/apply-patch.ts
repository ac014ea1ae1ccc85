import { isCharacterBoundary } from '../graphemes.ts';
import type { Place } from './anchor.ts';
import { lengthOf, sliceInline, spliceInline } from './inline.ts';
import { locate } from './locate-anchor.ts';
import type { BlockEdit } from './move-anchor.ts';
import type { Patch, PatchChange } from './patch.ts';
import {
  paragraphsOf,
  textOf,
  type Block,
  type Inline,
  type Paragraph,
  type ProseDocument,
} from './prose.ts';

/** A patched document, and what was done to which block, so that other anchors can follow. */
export interface AppliedPatch {
  readonly document: ProseDocument;
  readonly edit: BlockEdit;
}

/**
 * The document with one patch in it, or null where its anchor cannot be placed. Everything outside the located
 * span stays as it is: text, marks, hard breaks and ids. A paragraph that loses all its text goes, unless it is
 * the document's last.
 */
export function applyPatch(
  document: ProseDocument,
  patch: Pick<Patch, 'anchor' | 'change'>,
): AppliedPatch | null {
  const place = locate(patch.anchor, document);
  return place === null ? null : applyChange(document, place, patch.change);
}

/** The same at a place that is already known. Null where the change would break a character in two or join two. */
export function applyChange(document: ProseDocument, place: Place, change: PatchChange): AppliedPatch | null {
  const paragraph = paragraphsOf(document).find(({ attrs }) => attrs.id === place.blockId);
  if (paragraph === undefined) return null;
  const span = change.kind === 'insert-after' ? { start: place.end, end: place.end } : place;
  const inserted = change.kind === 'delete' ? [] : change.content;
  const changed = withContent(paragraph, spliceInline(paragraph.content ?? [], span, inserted));
  const text = textOf(changed);
  const length = lengthOf(inserted);
  if (!isWhole(textOf(paragraph), [span.start, span.end])) return null;
  if (!isWhole(text, [span.start, span.start + length])) return null;

  const removed = text === '' && textOf(paragraph) !== '' ? withoutBlock(document, paragraph) : null;
  if (removed !== null) return { document: removed, edit: { kind: 'remove', blockId: place.blockId } };
  return {
    document: withBlock(document, changed),
    edit: { kind: 'text', blockId: place.blockId, start: span.start, end: span.end, inserted: length, text },
  };
}

/** What a span of a paragraph holds, marks and all. */
export function contentAt(paragraph: Paragraph, { start, end }: { start: number; end: number }): Inline[] {
  return sliceInline(paragraph.content ?? [], start, end);
}

function isWhole(text: string, offsets: readonly number[]): boolean {
  return offsets.every((at) => isCharacterBoundary(text, at));
}

function withContent({ type, attrs }: Paragraph, content: readonly Inline[]): Paragraph {
  return content.length === 0 ? { type, attrs } : { type, attrs, content };
}

function withBlock(document: ProseDocument, changed: Paragraph): ProseDocument {
  const swap = (paragraph: Paragraph): Paragraph =>
    paragraph.attrs.id === changed.attrs.id ? changed : paragraph;
  return {
    ...document,
    content: document.content.map((block): Block => {
      if (block.type === 'paragraph') return swap(block);
      return block.type === 'quotation' ? { ...block, content: block.content.map(swap) } : block;
    }),
  };
}

/** The document without a paragraph, and without the quotation it alone made up; null where nothing would be left to write in. */
function withoutBlock(document: ProseDocument, gone: Paragraph): ProseDocument | null {
  if (paragraphsOf(document).length === 1) return null;
  return {
    ...document,
    content: document.content.flatMap((block): Block[] => {
      if (block.attrs.id === gone.attrs.id) return [];
      if (block.type !== 'quotation') return [block];
      const content = block.content.filter(({ attrs }) => attrs.id !== gone.attrs.id);
      return content.length === 0 ? [] : [{ ...block, content }];
    }),
  };
}

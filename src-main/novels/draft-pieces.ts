import type { Draft, DraftPiece, TakenPiece } from '../../src-shared/domain/draft.ts';
import type { BlockId } from '../../src-shared/domain/ids.ts';
import { sliceInline } from '../../src-shared/domain/inline.ts';
import { textOf, type Block, type ProseDocument } from '../../src-shared/domain/prose.ts';
import { newId } from '../services/ids.ts';

/** How long a block is as pieces count it. A quotation is one piece: it is taken whole. */
export function lengthOfBlock(block: Block): number {
  if (block.type === 'paragraph') return textOf(block).length;
  return block.type === 'quotation' ? 1 : 0;
}

/** Everything of a draft that can be taken: each block whole. */
export function allPieces({ content }: ProseDocument): readonly DraftPiece[] {
  return content
    .filter(({ type }) => type !== 'sceneBreak')
    .map((block) => ({ blockId: block.attrs.id, start: 0, end: lengthOfBlock(block) }));
}

/** What of these pieces is not in the manuscript yet and has words, in the draft's order. */
export function openPieces(
  { document, taken }: Pick<Draft, 'document' | 'taken'>,
  wanted: readonly DraftPiece[],
): readonly DraftPiece[] {
  return document.content.flatMap((block) => {
    const length = lengthOfBlock(block);
    const gone = taken.filter(({ blockId }) => blockId === block.attrs.id);
    return wanted
      .filter(({ blockId }) => blockId === block.attrs.id)
      .map(({ blockId, start, end }) => ({
        blockId,
        start: Math.min(start, length),
        end: Math.min(end, length),
      }))
      .map((piece) => (block.type === 'quotation' ? { ...piece, start: 0, end: length } : piece))
      .flatMap((piece) => without(piece, gone))
      .filter((piece) => hasText(block, piece));
  });
}

function without(piece: DraftPiece, gone: readonly TakenPiece[]): readonly DraftPiece[] {
  let left: readonly DraftPiece[] = [piece];
  for (const { start, end } of gone)
    left = left.flatMap((one) => [
      { ...one, end: Math.min(one.end, Math.max(one.start, start)) },
      { ...one, start: Math.max(one.start, Math.min(one.end, end)) },
    ]);
  return left.filter((one) => one.end > one.start);
}

function hasText(block: Block, { start, end }: DraftPiece): boolean {
  if (block.type === 'paragraph') return textOf(block).slice(start, end).trim() !== '';
  return block.type === 'quotation' && end > start;
}

/** True where nothing of a draft is left to take. */
export function isAllTaken(draft: Pick<Draft, 'document' | 'taken'>): boolean {
  return openPieces(draft, allPieces(draft.document)).length === 0;
}

/** A piece as a block of a scene: a whole block keeps its id where that is free, so that findings can follow it. */
export function blockOf(document: ProseDocument, piece: DraftPiece, isFree: (id: BlockId) => boolean): Block {
  const block = document.content.find(({ attrs }) => attrs.id === piece.blockId);
  if (!block) throw new Error(`the draft has no block ${piece.blockId}`);
  const isWhole = piece.start === 0 && piece.end === lengthOfBlock(block);
  if (isWhole && isFree(block.attrs.id)) return block;
  const id = newId<BlockId>();
  if (block.type !== 'paragraph') return { ...block, attrs: { id } };
  const text = textOf(block).slice(piece.start, piece.end);
  const start = piece.start + (text.length - text.trimStart().length);
  const end = piece.end - (text.length - text.trimEnd().length);
  return { type: 'paragraph', attrs: { id }, content: sliceInline(block.content ?? [], start, end) };
}

import { Fragment, Slice, type Node, type Schema } from '@tiptap/pm/model';
import { smartenText } from '../../src-shared/text/typography.ts';
import { newBlockId } from './block-ids.ts';
import type { PastedBlock, PastedInline, PastedProse } from './prose-from-html.ts';

const pieceWeight = 80; // what goes into the text at once: so many short paragraphs, or fewer long ones

/** Blocks that go into the text at once, directly behind the block that is named. */
export interface PastedPiece {
  readonly after: string;
  readonly blocks: readonly PastedBlock[];
}

/** Pasted blocks in the order in which they go into the text: first both ends, then what belongs between them. */
export interface CutPaste {
  readonly ends: readonly PastedBlock[];
  readonly pieces: readonly PastedPiece[];
  /** The block before which the last piece ends; null where there is none. */
  readonly before: string | null;
}

/** Sets quotation marks and the like by the novel's language; `before` is what stands in the paragraph already. */
export function smartenBlocks(
  blocks: readonly PastedBlock[],
  { language, before }: { language: string; before: string },
): PastedBlock[] {
  return blocks.map((block, at): PastedBlock => {
    if (!block.content) return block;
    const told = { language, before: at === 0 ? before : '' };
    if (block.type === 'quotation')
      return { ...block, content: smartenBlocks(block.content as PastedBlock[], told) };
    return { ...block, content: smartenInline(block.content as PastedInline[], told) };
  });
}

function smartenInline(
  content: readonly PastedInline[],
  { language, before }: { language: string; before: string },
): PastedInline[] {
  let told = before;
  return content.map((part) => {
    if (part.type === 'hardBreak') {
      told = '';
      return part;
    }
    const text = smartenText(part.text ?? '', { language, before: told });
    told += text;
    return { ...part, text };
  });
}

/** The blocks, each with an id that is not taken: giving them later would be one change of the document for each. */
export function withIds(blocks: readonly PastedBlock[], taken: Set<string>): PastedBlock[] {
  return blocks.map((block) => {
    const told = block.attrs.id;
    const id = told === null || taken.has(told) ? newBlockId() : told;
    taken.add(id);
    if (block.type !== 'quotation') return { ...block, attrs: { id } };
    return { ...block, attrs: { id }, content: withIds((block.content ?? []) as PastedBlock[], taken) };
  });
}

/** Cuts what is too much for one moment; the blocks have ids. */
export function cutPaste(blocks: readonly PastedBlock[]): CutPaste {
  if (blocks.reduce((sum, block) => sum + weightOf(block), 0) <= 2 * pieceWeight || blocks.length < 5)
    return { ends: blocks, pieces: [], before: null };
  const head = Math.max(2, countWithin(blocks, pieceWeight / 2));
  const tail = Math.max(2, countWithin(blocks.slice(head).reverse(), pieceWeight / 2));
  const [start, between, end] = [blocks.slice(0, head), blocks.slice(head, -tail), blocks.slice(-tail)];
  const pieces: PastedPiece[] = [];
  let after = idOf(start.at(-1));
  for (let at = 0; at < between.length;) {
    const piece = between.slice(at, at + Math.max(1, countWithin(between.slice(at), pieceWeight)));
    pieces.push({ after, blocks: piece });
    after = idOf(piece.at(-1));
    at += piece.length;
  }
  return { ends: [...start, ...end], pieces, before: idOf(end[0]) };
}

const idOf = (block: PastedBlock | undefined): string => block?.attrs.id ?? '';

/** How many of the blocks weigh no more than that together. */
function countWithin(blocks: readonly PastedBlock[], most: number): number {
  let sum = 0;
  const over = blocks.findIndex((block) => (sum += weightOf(block)) > most);
  return over === -1 ? blocks.length : over;
}

function weightOf({ type, content = [] }: PastedBlock): number {
  if (type === 'quotation')
    return 1 + (content as PastedBlock[]).reduce((sum, block) => sum + weightOf(block), 0);
  return 1 + (content as PastedInline[]).reduce((sum, { text = '' }) => sum + text.length, 0) / 120;
}

/** The blocks as the editor's nodes. */
export function nodesOf(schema: Schema, blocks: readonly PastedBlock[]): Node[] {
  return blocks.map((block) => schema.nodeFromJSON(block));
}

/** The slice of pasted blocks: its outer paragraphs join what they are put between. */
export function sliceOf(schema: Schema, { blocks, open }: PastedProse): Slice {
  const fragment = Fragment.from(nodesOf(schema, blocks));
  const depth = (node: Node | null, wanted: number): number =>
    node?.type.name === 'paragraph'
      ? Math.min(wanted, 1)
      : node?.type.name === 'quotation'
        ? Math.min(wanted, 2)
        : 0;
  const isParagraph = (node: Node | null): number => (node?.type.name === 'paragraph' ? 1 : 0);
  const { firstChild: first, lastChild: last } = fragment;
  return open
    ? new Slice(fragment, depth(first, open[0]), depth(last, open[1]))
    : new Slice(fragment, isParagraph(first), isParagraph(last));
}

import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { proseFromText } from '../../src-shared/domain/prose.ts';
import { countWords } from '../../src-shared/text/words.ts';
import { newBlockId } from './block-ids.ts';
import { cutPaste, sliceOf, smartenBlocks, withIds } from './pasted-blocks.ts';
import { holdPlace, pastedPieces, placePaste, takePlace, type PastePlace } from './pasted-pieces.ts';
import { whilePasting } from './pasting.ts';
import { readProseHtml, type PastedBlock, type PastedInline, type PastedProse } from './prose-from-html.ts';

/** More words than this are a manuscript, not a paste. */
export const longestPaste = 20_000;
/** So are more paragraphs than this. */
const mostBlocks = 4_000;

export interface PasteOptions {
  readonly language: string;
  /** Whether straight quotes and the like are set as they would be when typed. */
  readonly isSmart: () => boolean;
  /** Takes a text that is too long for a scene. */
  readonly offerLong: (text: string) => void;
  /** Told where a paste could not be put in: another scene was shown before it was read. */
  readonly tellLost: () => void;
}

/**
 * Takes in what is pasted or dropped: only what the prose schema knows, in pieces where it is large, set by the novel's
 * language where it comes from elsewhere. The HTML is never made into a document.
 */
export function pasteProse(options: PasteOptions): Extension {
  return Extension.create({
    name: 'pasteProse',
    addProseMirrorPlugins: () => [
      pastedPieces(),
      new Plugin({
        props: {
          handleDOMEvents: {
            paste: (view, event) => takeTransfer(view, event.clipboardData, options) && end(event),
            drop: (view, event) => {
              if (view.dragging || (event.dataTransfer?.files.length ?? 0) > 0) return false;
              const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
              return takeTransfer(view, event.dataTransfer, { ...options, at: at?.pos }) && end(event);
            },
          },
        },
      }),
    ],
  });
}

function end(event: Event): true {
  event.preventDefault();
  return true;
}

type Taking = PasteOptions & { readonly at?: number | undefined };

function takeTransfer(view: EditorView, data: DataTransfer | null, options: Taking): boolean {
  const html = data?.getData('text/html') ?? '';
  const text = data?.getData('text/plain') ?? '';
  if (html === '' && text === '') return false;
  const { from, to } = view.state.selection;
  const place = options.at === undefined ? { from, to } : { from: options.at, to: options.at };
  if (isLong(text, options.language)) options.offerLong(text);
  else if (html === '') take(view, proseOfText(text), { ...options, place });
  else whilePasting(pasteHtml(view, html, { ...options, place }));
  return true;
}

/** Whether a text has more words than a paste may have; a very long one is not counted at all. */
export function isLong(text: string, language: string): boolean {
  if (text.length < longestPaste) return false;
  return text.length > longestPaste * 12 || countWords(text, language) > longestPaste;
}

const piece = 64 * 1024;
const patience = 12; // ms: less than a frame

type Placing = PasteOptions & { readonly place: PastePlace };

async function pasteHtml(view: EditorView, html: string, options: Placing): Promise<void> {
  const paste = holdPlace(view, options.place);
  const prose = await readInPieces(html);
  const place = takePlace(view, paste);
  const text = textOf(prose.blocks);
  if (isLong(text, options.language)) options.offerLong(text);
  else if (place) take(view, prose, { ...options, place });
  else options.tellLost();
}

function take(view: EditorView, prose: PastedProse, options: Placing): void {
  if (countBlocks(prose.blocks) > mostBlocks) options.offerLong(textOf(prose.blocks));
  else if (prose.blocks.length > 0) insert(view, prose, options);
}

function countBlocks(blocks: readonly PastedBlock[]): number {
  const inside = ({ type, content }: PastedBlock): number =>
    type === 'quotation' ? countBlocks((content ?? []) as PastedBlock[]) : 0;
  return blocks.reduce((sum, block) => sum + 1 + inside(block), 0);
}

/** Reads HTML and lets the window draw between pieces; what is short is read at once. */
async function readInPieces(html: string): Promise<PastedProse> {
  const reader = readProseHtml();
  let began = performance.now();
  for (let at = 0; at < html.length; at += piece) {
    reader.write(html.slice(at, at + piece));
    if (performance.now() - began < patience || document.hidden) continue;
    await new Promise((resolve) => setTimeout(resolve));
    began = performance.now();
  }
  if (html.length > piece && !document.hidden) await new Promise((resolve) => setTimeout(resolve));
  return reader.end();
}

function textOf(blocks: readonly PastedBlock[]): string {
  const told = (block: PastedBlock): string =>
    block.type === 'quotation'
      ? textOf((block.content ?? []) as PastedBlock[])
      : ((block.content ?? []) as PastedInline[]).map(({ text }) => text ?? '\n').join('');
  return blocks.map((block) => (block.type === 'sceneBreak' ? '***' : told(block))).join('\n\n');
}

/** Plain text: empty lines part paragraphs; where there are none, every line is one. */
export function proseOfText(text: string): PastedProse {
  const lines = text.replace(/\r\n?/gu, '\n');
  const parted = /\n[^\S\n]*\n/u.test(lines) ? lines : lines.replaceAll('\n', '\n\n');
  const { content } = proseFromText(parted, newBlockId);
  const isSpace = lines.trim() === '' && lines !== '';
  if (isSpace)
    return {
      blocks: [{ type: 'paragraph', attrs: { id: null }, content: [{ type: 'text', text: ' ' }] }],
      open: null,
    };
  return { blocks: content as unknown as PastedBlock[], open: null };
}

function insert(view: EditorView, prose: PastedProse, { language, isSmart, place }: Placing): void {
  const { doc, schema, selection, tr } = view.state;
  const from = doc.resolve(place.from);
  const before = from.parent.isTextblock
    ? from.parent.textBetween(0, from.parentOffset, undefined, '\n')
    : '';
  const isSet = prose.open === null && isSmart();
  const { ends, ...rest } = cutPaste(withIds(prose.blocks, idsOutside(doc, place)));
  const blocks = isSet ? smartenBlocks(ends, { language, before }) : ends;
  const slice = sliceOf(schema, { blocks, open: prose.open });
  const isSelected = selection.from === place.from && selection.to === place.to;
  if (isSelected) tr.replaceSelection(slice).scrollIntoView();
  else tr.replaceRange(place.from, place.to, slice);
  placePaste(view, tr, {
    ...rest,
    prepare: (piece) => (isSet ? smartenBlocks(piece, { language, before: '' }) : piece),
  });
}

/** The ids of all blocks but those that the paste takes the place of. */
function idsOutside(doc: Node, { from, to }: PastePlace): Set<string> {
  const ids = new Set<string>();
  doc.descendants((node, at) => {
    if (node.isInline) return false;
    if (at < from || at + node.nodeSize > to) ids.add(node.attrs['id'] as string);
    return !node.isTextblock;
  });
  return ids;
}

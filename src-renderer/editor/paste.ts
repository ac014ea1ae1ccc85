import { Extension } from '@tiptap/core';
import { closeHistory } from '@tiptap/pm/history';
import { Fragment, Slice, type Node, type Schema } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { proseFromText } from '../../src-shared/domain/prose.ts';
import { smartenText } from '../../src-shared/text/typography.ts';
import { countWords } from '../../src-shared/text/words.ts';
import { newBlockId } from './block-ids.ts';
import { readProseHtml, type PastedBlock, type PastedInline, type PastedProse } from './prose-from-html.ts';

/** More words than this are a manuscript, not a paste. */
export const longestPaste = 20_000;

export interface PasteOptions {
  readonly language: string;
  /** Whether straight quotes and the like are set as they would be when typed. */
  readonly isSmart: () => boolean;
  /** Takes a text that is too long for a scene. */
  readonly offerLong: (text: string) => void;
}

/**
 * Takes in what is pasted or dropped: only what the prose schema knows, in pieces where it is large, set by the novel's
 * language where it comes from elsewhere. The HTML is never made into a document.
 */
export function pasteProse(options: PasteOptions): Extension {
  return Extension.create({
    name: 'pasteProse',
    addProseMirrorPlugins: () => [
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
  if (isLong(text, options.language)) options.offerLong(text);
  else if (html === '') insert(view, proseOfText(text), options);
  else void pasteHtml(view, html, options);
  return true;
}

/** Whether a text has more words than a paste may have; a very long one is not counted at all. */
export function isLong(text: string, language: string): boolean {
  if (text.length < longestPaste) return false;
  return text.length > longestPaste * 12 || countWords(text, language) > longestPaste;
}

const piece = 64 * 1024;
const patience = 12; // ms: less than a frame

async function pasteHtml(view: EditorView, html: string, options: Taking): Promise<void> {
  const prose = await readInPieces(html);
  if (view.isDestroyed) return;
  const text = textOf(prose.blocks);
  if (isLong(text, options.language)) options.offerLong(text);
  else insert(view, prose, options);
}

/** Reads HTML and lets the window draw between pieces; what is short is read at once. */
async function readInPieces(html: string): Promise<PastedProse> {
  const reader = readProseHtml();
  let began = performance.now();
  for (let at = 0; at < html.length; at += piece) {
    reader.write(html.slice(at, at + piece));
    if (performance.now() - began < patience) continue;
    await new Promise((resolve) => setTimeout(resolve));
    began = performance.now();
  }
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

function insert(view: EditorView, prose: PastedProse, { language, isSmart, at }: Taking): void {
  if (prose.blocks.length === 0) return;
  const { state } = view;
  const from = at === undefined ? state.selection.$from : state.doc.resolve(at);
  const before = from.parent.isTextblock
    ? from.parent.textBetween(0, from.parentOffset, undefined, '\n')
    : '';
  const isForeign = prose.open === null;
  const blocks = isForeign && isSmart() ? smartenBlocks(prose.blocks, { language, before }) : prose.blocks;
  const slice = sliceOf(state.schema, { blocks, open: prose.open });
  const tr = at === undefined ? state.tr.replaceSelection(slice) : state.tr.replaceRange(at, at, slice);
  view.dispatch(closeHistory(tr.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste')));
}

function smartenBlocks(
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

/** The block and those in it, each with an id: giving them later would be one change of the document for each. */
function withIds(block: PastedBlock): PastedBlock {
  const attrs = { id: block.attrs.id ?? newBlockId() };
  if (block.type !== 'quotation') return { ...block, attrs };
  return { ...block, attrs, content: ((block.content ?? []) as PastedBlock[]).map(withIds) };
}

/** The slice of pasted blocks: its outer paragraphs join what they are put between. */
function sliceOf(schema: Schema, { blocks, open }: PastedProse): Slice {
  const fragment = Fragment.from(blocks.map((block) => schema.nodeFromJSON(withIds(block))));
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

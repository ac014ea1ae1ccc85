import { Parser } from 'htmlparser2';
import { isBlockTag, isSilentTag, markOfTag, type TagMarks } from './html-tags.ts';

/** A run of pasted text or a line break. */
export interface PastedInline {
  readonly type: 'text' | 'hardBreak';
  text?: string;
  marks?: readonly { readonly type: 'italic' | 'bold' }[];
}

/** A pasted block; its id is null where none was told. */
export interface PastedBlock {
  readonly type: 'paragraph' | 'sceneBreak' | 'quotation';
  readonly attrs: { readonly id: string | null };
  content?: (PastedInline | PastedBlock)[];
}

/** What HTML from elsewhere comes down to: paragraphs, scene breaks, quotations, italic and bold. */
export interface PastedProse {
  readonly blocks: readonly PastedBlock[];
  /** How far its ends are open, where this editor copied it; null for HTML from elsewhere. */
  readonly open: readonly [number, number] | null;
}

interface Reading {
  readonly blocks: PastedBlock[];
  readonly marks: (TagMarks & { readonly tag: string })[];
  quotation: PastedBlock | null;
  paragraph: PastedBlock | null;
  open: readonly [number, number] | null;
  silent: number;
  preformatted: number;
}

/**
 * Reads HTML a piece at a time without ever making a document of it: nothing in it can run or be fetched. `write` takes
 * the next piece, `end` answers the prose.
 */
export function readProseHtml(): { write(html: string): void; end(): PastedProse } {
  const reading: Reading = {
    blocks: [],
    marks: [],
    quotation: null,
    paragraph: null,
    open: null,
    silent: 0,
    preformatted: 0,
  };
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => openTag(reading, { tag, attributes }),
      ontext: (text) => takeText(reading, text),
      onclosetag: (tag) => closeTag(reading, tag),
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  return {
    write: (html) => void parser.write(html),
    end: () => {
      parser.end();
      endParagraph(reading);
      return { blocks: reading.blocks.filter(isKept), open: reading.open };
    },
  };
}

type Tag = { readonly tag: string; readonly attributes: Readonly<Record<string, string>> };

function openTag(reading: Reading, { tag, attributes }: Tag): void {
  const slice = /^(\d+) (\d+)/u.exec(attributes['data-pm-slice'] ?? '');
  if (slice) reading.open = [Number(slice[1]), Number(slice[2])];
  if (isSilentTag(tag)) reading.silent++;
  if (reading.silent > 0) return;
  const id = attributes['data-id'] ?? null;
  reading.marks.push({ tag, ...markOfTag(tag, attributes['style'] ?? '') });
  if (tag === 'br') return addInline(reading, { type: 'hardBreak' });
  if (tag === 'pre') reading.preformatted++;
  if (tag === 'hr' || tag === 'blockquote') openBlock(reading, { tag, id });
  else if (isBlockTag(tag)) {
    endParagraph(reading);
    if (tag === 'p') startParagraph(reading, id);
  }
}

function openBlock(reading: Reading, { tag, id }: { tag: 'hr' | 'blockquote'; id: string | null }): void {
  endParagraph(reading);
  reading.quotation = tag === 'blockquote' ? { type: 'quotation', attrs: { id } } : null;
  reading.blocks.push(reading.quotation ?? { type: 'sceneBreak', attrs: { id } });
}

function closeTag(reading: Reading, tag: string): void {
  if (isSilentTag(tag)) reading.silent = Math.max(0, reading.silent - 1);
  if (isSilentTag(tag) || reading.silent > 0) return;
  const from = reading.marks.findLastIndex((mark) => mark.tag === tag);
  if (from !== -1) reading.marks.length = from;
  if (tag === 'pre') reading.preformatted = Math.max(0, reading.preformatted - 1);
  if (isBlockTag(tag)) endParagraph(reading);
  if (tag === 'blockquote') reading.quotation = null;
}

function takeText(reading: Reading, text: string): void {
  if (reading.silent > 0) return;
  if (reading.preformatted > 0)
    return text.split('\n').forEach((line, at) => {
      if (at > 0) addInline(reading, { type: 'hardBreak' });
      addText(reading, line);
    });
  const flowing = text.replace(/[ \t\r\n\f]+/gu, ' ');
  const last = reading.paragraph?.content?.at(-1) as PastedInline | undefined;
  const followsSpace = last?.type !== 'text' || (last.text ?? '').endsWith(' ');
  addText(reading, followsSpace ? flowing.replace(/^ /u, '') : flowing);
}

function addText(reading: Reading, text: string): void {
  if (text === '') return;
  const isSet = (name: 'italic' | 'bold'): boolean =>
    reading.marks.findLast((mark) => mark[name] !== null)?.[name] ?? false;
  const marks = (['italic', 'bold'] as const).filter(isSet).map((type) => ({ type }));
  addInline(reading, { type: 'text', text, marks });
}

function addInline(reading: Reading, part: PastedInline): void {
  const paragraph = reading.paragraph ?? startParagraph(reading, null);
  (paragraph.content ??= []).push(part);
}

function startParagraph(reading: Reading, id: string | null): PastedBlock {
  const paragraph: PastedBlock = { type: 'paragraph', attrs: { id } };
  reading.paragraph = paragraph;
  if (reading.quotation) (reading.quotation.content ??= []).push(paragraph);
  else reading.blocks.push(paragraph);
  return paragraph;
}

/** Ends the paragraph without the white space, and the line break that ends every line of some programs. */
function endParagraph(reading: Reading): void {
  const content = reading.paragraph?.content;
  reading.paragraph = null;
  while (content && content.length > 0) {
    const last = content.at(-1) as PastedInline;
    if (last.type === 'text') last.text = (last.text ?? '').replace(/ $/u, '');
    if (last.type === 'text' && last.text !== '') return;
    content.pop();
  }
}

/** Paragraphs without a word are the layout of other programs; one that has an id was copied here. */
function isKept(block: PastedBlock): boolean {
  if (block.type === 'sceneBreak') return true;
  if (block.type === 'quotation') {
    block.content = ((block.content as PastedBlock[] | undefined) ?? []).filter(isKept);
    return block.content.length > 0;
  }
  if (block.content?.length === 0) delete block.content;
  return block.content !== undefined || block.attrs.id !== null;
}

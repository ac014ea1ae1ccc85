import { joinInline } from '../../src-shared/domain/inline.ts';
import {
  paragraphsOf,
  parseProse,
  textOf,
  type Block,
  type Inline,
  type Paragraph,
  type ProseDocument,
} from '../../src-shared/domain/prose.ts';
import type { BlockId } from '../../src-shared/domain/ids.ts';

/** Blocks by id, in order: a paragraph's text, "***" for a scene break, or a quotation's own paragraphs. */
export type Notation = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** A document from its notation: `*italic*`, `**bold**`, a line break for a hard one, ∗ for a star itself, ⟦the marked span⟧. */
export function readProse(notation: Notation): {
  document: ProseDocument;
  span: { blockId: BlockId; start: number; end: number } | null;
} {
  const marked = parseProse({
    type: 'doc',
    content: Object.entries(notation).map(([id, value]) => toBlock(id, value)),
  });
  const holder = paragraphsOf(marked).find((paragraph) => textOf(paragraph).includes('⟦'));
  const text = holder === undefined ? '' : textOf(holder);
  const span =
    holder === undefined
      ? null
      : { blockId: holder.attrs.id, start: text.indexOf('⟦'), end: text.indexOf('⟧') - 1 };
  return { document: mapInline(marked, (part) => part.replace(/[⟦⟧]/gu, '')), span };
}

/** The notation of a document: what `readProse` takes. */
export function writeProse(document: ProseDocument): Notation {
  return Object.fromEntries(
    document.content.map((block) => {
      if (block.type === 'sceneBreak') return [block.attrs.id, '***'];
      if (block.type === 'paragraph') return [block.attrs.id, writeParagraph(block)];
      return [
        block.attrs.id,
        Object.fromEntries(block.content.map((inner) => [inner.attrs.id, writeParagraph(inner)])),
      ];
    }),
  );
}

function toBlock(id: string, value: Notation[string]): unknown {
  if (typeof value !== 'string')
    return {
      type: 'quotation',
      attrs: { id },
      content: Object.entries(value).map(([inner, text]) => toBlock(inner, text)),
    };
  if (value === '***') return { type: 'sceneBreak', attrs: { id } };
  const content = toInline(value);
  return { type: 'paragraph', attrs: { id }, ...(content.length > 0 ? { content } : {}) };
}

function toInline(text: string): Inline[] {
  const marks = new Set<'italic' | 'bold'>();
  const toggle = (mark: 'italic' | 'bold'): void => void (marks.delete(mark) || marks.add(mark));
  return joinInline(
    text.split(/(\*\*|\*|\n)/u).flatMap((part): Inline[] => {
      if (part === '**' || part === '*') {
        toggle(part === '*' ? 'italic' : 'bold');
        return [];
      }
      if (part === '\n') return [{ type: 'hardBreak' }];
      return part === ''
        ? []
        : [{ type: 'text', text: part.replaceAll('∗', '*'), marks: [...marks].map((type) => ({ type })) }];
    }),
  );
}

function writeParagraph(paragraph: Paragraph): string {
  return (paragraph.content ?? [])
    .map((part) => {
      if (part.type === 'hardBreak') return '\n';
      const has = (type: string): boolean => part.marks?.some((mark) => mark.type === type) ?? false;
      const fence = `${has('bold') ? '**' : ''}${has('italic') ? '*' : ''}`;
      return `${fence}${part.text.replaceAll('*', '∗')}${[...fence].reverse().join('')}`;
    })
    .join('');
}

function mapInline(document: ProseDocument, change: (text: string) => string): ProseDocument {
  const inParagraph = (paragraph: Paragraph): Paragraph => {
    const content = joinInline(
      (paragraph.content ?? []).map((part) =>
        part.type === 'text' ? { ...part, text: change(part.text) } : part,
      ),
    );
    return { type: 'paragraph', attrs: paragraph.attrs, ...(content.length > 0 ? { content } : {}) };
  };
  return {
    ...document,
    content: document.content.map((block): Block => {
      if (block.type === 'paragraph') return inParagraph(block);
      return block.type === 'quotation' ? { ...block, content: block.content.map(inParagraph) } : block;
    }),
  };
}

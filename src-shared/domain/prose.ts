import { Schema, type Node } from 'prosemirror-model';
import { z } from 'zod';
import { BlockId } from './ids.ts';

/**
 * The prose schema: paragraphs, scene breaks and quotations with bold, italic and hard breaks, nothing else.
 * The editor adds its DOM rules to these very specs; here they are used without a DOM.
 */
const id = { id: { default: null } };
export const proseSchema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { group: 'block', content: 'inline*', attrs: id },
    sceneBreak: { group: 'block', attrs: id },
    quotation: { group: 'block', content: 'paragraph+', attrs: id },
    text: { group: 'inline' },
    hardBreak: { group: 'inline', inline: true },
  },
  marks: { italic: {}, bold: {} },
});

const Mark = z.strictObject({ type: z.enum(['italic', 'bold']) });
/** A run of text with its marks, or a line break inside a paragraph. */
export const Inline = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    text: z.string().min(1),
    marks: z.array(Mark).readonly().optional(),
  }),
  z.strictObject({ type: z.literal('hardBreak') }),
]);
export type Inline = z.infer<typeof Inline>;

const attrs = z.strictObject({ id: BlockId });
export const Paragraph = z.strictObject({
  type: z.literal('paragraph'),
  attrs,
  content: z.array(Inline).readonly().optional(),
});
export type Paragraph = z.infer<typeof Paragraph>;
export const Block = z.discriminatedUnion('type', [
  Paragraph,
  z.strictObject({ type: z.literal('sceneBreak'), attrs }),
  z.strictObject({ type: z.literal('quotation'), attrs, content: z.array(Paragraph).readonly() }),
]);
export type Block = z.infer<typeof Block>;

/** A document in the editor's own JSON. Every block has an id; `parseProse` also checks that ids are unique. */
export const ProseDocument = z.strictObject({
  type: z.literal('doc'),
  content: z.array(Block).min(1).readonly(),
});
export type ProseDocument = z.infer<typeof ProseDocument>;

/** The ProseMirror node of a document. Throws RangeError where the JSON breaks the schema. */
export function toNode(document: ProseDocument): Node {
  const node = proseSchema.nodeFromJSON(document);
  node.check();
  return node;
}

/** All paragraphs in reading order, those inside quotations too: the blocks an anchor can name. */
export function paragraphsOf(document: ProseDocument): readonly Paragraph[] {
  return document.content.flatMap((block) =>
    block.type === 'paragraph' ? [block] : block.type === 'quotation' ? block.content : [],
  );
}

/** A paragraph's text as anchors count it: UTF-16, "\n" for a hard break. */
export function textOf(paragraph: Paragraph): string {
  return (paragraph.content ?? []).map((part) => (part.type === 'text' ? part.text : '\n')).join('');
}

/** A document's text: paragraphs on lines of their own, a scene break as an empty line's `***`. */
export function textOfDocument(document: ProseDocument): string {
  return document.content
    .map((block) =>
      block.type === 'paragraph'
        ? textOf(block)
        : block.type === 'sceneBreak'
          ? '***'
          : block.content.map(textOf).join('\n\n'),
    )
    .join('\n\n');
}

/** Paragraphs and scene breaks from plain text: blank lines part paragraphs, a line of `***` or `#` is a break. */
export function proseFromText(text: string, newId: () => string): ProseDocument {
  const blocks = text
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n\s*/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): Block => {
      const attributes = { id: newId() as BlockId };
      if (/^(\*\s*\*\s*\*|#|⁂|-{3,})$/u.test(part)) return { type: 'sceneBreak', attrs: attributes };
      return { type: 'paragraph', attrs: attributes, content: inlineFromText(part) };
    });
  return blocks.length > 0
    ? { type: 'doc', content: blocks }
    : { type: 'doc', content: [{ type: 'paragraph', attrs: { id: newId() as BlockId } }] };
}

/** Plain text as inline content: `\n` becomes a hard break. */
export function inlineFromText(text: string): Inline[] {
  return text
    .split('\n')
    .flatMap((line, at): Inline[] => [
      ...(at > 0 ? [{ type: 'hardBreak' } as const] : []),
      ...(line === '' ? [] : [{ type: 'text', text: line } as const]),
    ]);
}

/** Parses a stored or received document. Throws ZodError on a wrong shape or on an id that stands twice. */
export function parseProse(json: unknown): ProseDocument {
  const document = UniqueProse.parse(json);
  return document;
}

const UniqueProse = ProseDocument.superRefine((document, context) => {
  const seen = new Set<string>();
  const ids = document.content.flatMap((block) =>
    block.type === 'quotation'
      ? [block.attrs.id, ...block.content.map((inner) => inner.attrs.id)]
      : [block.attrs.id],
  );
  for (const blockId of ids) {
    if (seen.has(blockId)) context.addIssue({ code: 'custom', message: `block id ${blockId} stands twice` });
    seen.add(blockId);
  }
});

/** A document with one empty paragraph. */
export function emptyProse(newId: () => string): ProseDocument {
  return { type: 'doc', content: [{ type: 'paragraph', attrs: { id: newId() as BlockId } }] };
}

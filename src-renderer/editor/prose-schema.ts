import { Mark, Node, type Extensions } from '@tiptap/core';

/*
 * The nodes and marks of `proseSchema` (src-shared/domain/prose.ts) with their DOM: same names, same content, same
 * attributes. What is not of the schema does not come in; headings, lists and divisions are read as paragraphs.
 */

const idAttribute = {
  id: {
    default: null,
    parseHTML: (element: HTMLElement) => element.getAttribute('data-id'),
    renderHTML: ({ id }: { id?: string | null }) => (id ? { 'data-id': id } : {}),
  },
};

const doc = Node.create({ name: 'doc', topNode: true, content: 'block+' });
const text = Node.create({ name: 'text', group: 'inline' });

const paragraph = Node.create({
  name: 'paragraph',
  priority: 1000, // the block that is made where none is named
  group: 'block',
  content: 'inline*',
  addAttributes: () => idAttribute,
  parseHTML: () => ['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li'].map((tag) => ({ tag })),
  renderHTML: ({ HTMLAttributes }) => ['p', HTMLAttributes, 0],
});

const sceneBreak = Node.create({
  name: 'sceneBreak',
  group: 'block',
  atom: true,
  addAttributes: () => idAttribute,
  parseHTML: () => [{ tag: 'hr' }],
  renderHTML: ({ HTMLAttributes }) => ['hr', { ...HTMLAttributes, class: 'prose-break' }],
});

const quotation = Node.create({
  name: 'quotation',
  group: 'block',
  content: 'paragraph+',
  addAttributes: () => idAttribute,
  parseHTML: () => [{ tag: 'blockquote' }],
  renderHTML: ({ HTMLAttributes }) => ['blockquote', { ...HTMLAttributes, class: 'prose-quotation' }, 0],
});

const hardBreak = Node.create({
  name: 'hardBreak',
  group: 'inline',
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [{ tag: 'br' }],
  renderHTML: () => ['br'],
  renderText: () => '\n',
});

const italic = Mark.create({
  name: 'italic',
  parseHTML: () => [{ tag: 'em' }, { tag: 'i' }, { style: 'font-style=italic' }],
  renderHTML: () => ['em', 0],
});

const bold = Mark.create({
  name: 'bold',
  parseHTML: () => [{ tag: 'strong' }, { tag: 'b' }, { style: 'font-weight=bold' }],
  renderHTML: () => ['strong', 0],
});

/** The prose schema as the editor takes it. */
export const proseNodes: Extensions = [doc, paragraph, sceneBreak, quotation, text, hardBreak, italic, bold];

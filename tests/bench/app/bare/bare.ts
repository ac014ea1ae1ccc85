import { Editor, Node } from '@tiptap/core';
import { history } from '@tiptap/pm/history';

/** tiptap with nothing but paragraphs and undo: what our page is measured against. */
const nodes = [
  Node.create({ name: 'doc', topNode: true, content: 'paragraph+' }),
  Node.create({
    name: 'paragraph',
    content: 'text*',
    parseHTML: () => [{ tag: 'p' }],
    renderHTML: () => ['p', 0],
    addProseMirrorPlugins: () => [history()],
  }),
  Node.create({ name: 'text', group: 'inline' }),
];

function showText(text: string): void {
  const paragraphs = text.split('\n\n').map((words) => ({
    type: 'paragraph',
    content: [{ type: 'text', text: words }],
  }));
  const element = document.getElementById('page');
  const editor = new Editor({ element, extensions: nodes, content: { type: 'doc', content: paragraphs } });
  editor.commands.focus(Math.floor(editor.state.doc.content.size / 2));
}

/** A field without a program: what a key costs the browser alone. */
function showEmpty(): void {
  const field = document.createElement('div');
  field.contentEditable = 'true';
  document.getElementById('page')?.append(field);
  field.focus();
}

Object.assign(window, { showText, showEmpty });

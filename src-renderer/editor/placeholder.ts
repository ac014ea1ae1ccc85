import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

/** Shows a sentence in the one empty paragraph of a scene that has no words yet. */
export function placeholder(words: () => string): Extension {
  return Extension.create({
    name: 'placeholder',
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          decorations: ({ doc }) => {
            const only = doc.childCount === 1 ? doc.firstChild : null;
            if (!only?.isTextblock || only.content.size > 0) return null;
            const shown = { class: 'prose-placeholder', 'data-placeholder': words() };
            return DecorationSet.create(doc, [Decoration.node(0, only.nodeSize, shown)]);
          },
        },
      }),
    ],
  });
}

import { Extension } from '@tiptap/core';
import {
  baseKeymap,
  chainCommands,
  exitCode,
  lift,
  splitBlock,
  toggleMark,
  wrapIn,
} from '@tiptap/pm/commands';
import { dropCursor } from '@tiptap/pm/dropcursor';
import { gapCursor } from '@tiptap/pm/gapcursor';
import { history, redo, undo } from '@tiptap/pm/history';
import { keymap } from '@tiptap/pm/keymap';
import { TextSelection, type Command, type EditorState } from '@tiptap/pm/state';
import { newBlockId } from './block-ids.ts';

/** Switches a mark of the selection, "italic" or "bold". */
export function toggleProseMark(name: 'italic' | 'bold'): Command {
  return (state, dispatch, view) => {
    const type = state.schema.marks[name];
    return type !== undefined && toggleMark(type)(state, dispatch, view);
  };
}

/** True where the selection stands in a quotation. */
export function isInQuotation({ selection: { $from: from } }: EditorState): boolean {
  return from.depth > 1 && from.node(1).type.name === 'quotation';
}

/** Sets the selected paragraphs as a quotation, or takes them out of theirs. */
export const toggleQuotation: Command = (state, dispatch) => {
  const type = state.schema.nodes['quotation'];
  if (isInQuotation(state) || !type) return lift(state, dispatch);
  return wrapIn(type)(state, dispatch);
};

/** Puts a scene break at the cursor, with a paragraph behind it to go on in. */
export const insertSceneBreak: Command = (state, dispatch) => {
  const { sceneBreak, paragraph } = state.schema.nodes;
  const { $from: from, $to: to } = state.selection;
  if (!sceneBreak || !paragraph || from.depth === 0 || isInQuotation(state)) return false;
  if (!dispatch) return true;
  const made = (type: typeof sceneBreak) => type.create({ id: newBlockId() });
  const tr = state.tr.deleteRange(from.pos, to.pos);
  const at = tr.doc.resolve(tr.mapping.map(from.pos));
  if (at.parent.content.size === 0) {
    tr.insert(at.before(1), made(sceneBreak));
  } else {
    tr.split(at.pos);
    const between = tr.mapping.map(from.pos, -1) + 1;
    tr.insert(between, made(sceneBreak));
    tr.setSelection(TextSelection.near(tr.doc.resolve(between + 2)));
  }
  dispatch(tr.scrollIntoView());
  return true;
};

const insertHardBreak: Command = (state, dispatch) => {
  const type = state.schema.nodes['hardBreak'];
  if (!type || !state.selection.$from.parent.isTextblock) return false;
  dispatch?.(state.tr.replaceSelectionWith(type.create()).scrollIntoView());
  return true;
};

/** The keys of prose: paragraphs, line breaks, scene breaks, quotations, italic and bold, undo and redo. */
export const proseKeys = Extension.create({
  name: 'proseKeys',
  addProseMirrorPlugins: () => [
    history({ depth: 500, newGroupDelay: 500 }),
    keymap({
      'Mod-z': undo,
      'Mod-y': redo,
      'Mod-Shift-z': redo,
      'Mod-i': toggleProseMark('italic'),
      'Mod-b': toggleProseMark('bold'),
      'Shift-Enter': chainCommands(exitCode, insertHardBreak),
      'Mod-Enter': insertSceneBreak,
      'Mod-Shift-9': toggleQuotation,
    }),
    keymap({ ...baseKeymap, Enter: chainCommands(baseKeymap['Enter']!, splitBlock) }),
    gapCursor(),
    dropCursor({ class: 'prose-drop-cursor', color: false }),
  ],
});

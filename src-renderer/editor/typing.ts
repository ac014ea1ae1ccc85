import { Extension } from '@tiptap/core';
import { closeHistory } from '@tiptap/pm/history';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { smartenCharacter } from '../../src-shared/text/typography.ts';
import { textOfNode } from './positions.ts';

/** The last replacement, as long as nothing else happened since: what a Backspace takes back. */
interface Replaced {
  readonly from: number;
  readonly to: number;
  readonly original: string;
}

const key = new PluginKey<Replaced | null>('typing');

export interface TypingOptions {
  readonly language: string;
  /** False leaves everything as it is typed. */
  readonly isSmart: () => boolean;
}

/**
 * Sets quotation marks, apostrophes, dashes and the ellipsis by the novel's language while they are typed, and nothing
 * else: no Markdown. The character goes in as it was typed and is replaced in a step of its own, so that Backspace or
 * Undo directly after it gives back what was typed.
 */
export function typingRules({ language, isSmart }: TypingOptions): Extension {
  return Extension.create({
    name: 'typing',
    priority: 500,
    addProseMirrorPlugins: () => [
      new Plugin<Replaced | null>({
        key,
        state: {
          init: () => null,
          apply: (tr, last) =>
            (tr.getMeta(key) as Replaced | undefined) ?? (tr.docChanged || tr.selectionSet ? null : last),
        },
        props: {
          handleTextInput: (...[view, from, to, text]) =>
            isSmart() && typeText(view, { from, to, text, language }),
          handleKeyDown: (view, event) => event.key === 'Backspace' && !event.shiftKey && takeBack(view),
        },
      }),
    ],
  });
}

interface Typed {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly language: string;
}

function typeText(view: EditorView, { from, to, text, language }: Typed): boolean {
  if (view.composing || text.length !== 1) return false;
  const found = smartenAt(view.state, { from, to, text, language });
  if (!found) return false;
  const { state } = view;
  view.dispatch(state.tr.insertText(text, from, to).scrollIntoView());
  const start = from - found.back;
  const end = from + text.length;
  const original = view.state.doc.textBetween(start, end, undefined, '\n');
  const replace = view.state.tr.insertText(found.text, start, end);
  replace.setMeta(key, { from: start, to: start + found.text.length, original } satisfies Replaced);
  view.dispatch(closeHistory(replace));
  return true;
}

function smartenAt(
  state: EditorState,
  { from, to, text, language }: Typed,
): { back: number; text: string } | null {
  const at = state.doc.resolve(from);
  if (!at.parent.isTextblock) return null;
  const paragraph = textOfNode(at.parent);
  const after = paragraph[at.parentOffset + (to - from)] ?? '';
  const found = smartenCharacter(
    { before: paragraph.slice(0, at.parentOffset), typed: text, after },
    language,
  );
  return found && (found.back > 0 || found.text !== text) ? found : null;
}

function takeBack(view: EditorView): boolean {
  const last = key.getState(view.state);
  if (!last) return false;
  view.dispatch(closeHistory(view.state.tr.insertText(last.original, last.from, last.to)));
  return true;
}

import type { Extensions } from '@tiptap/core';
import { blockIds } from './block-ids.ts';
import { findMarks } from './find-marks.ts';
import { proseKeys } from './keys.ts';
import { mentions } from './mentions.ts';
import { pasteProse } from './paste.ts';
import { pencilMarks } from './pencil.ts';
import { placeholder } from './placeholder.ts';
import { proseNodes } from './prose-schema.ts';
import { spellingMarks } from './spelling-marks.ts';
import { suggestions } from './suggestions.ts';
import { typingRules } from './typing.ts';

/** What the editor needs to be told by the window around it. */
export interface EditorSurroundings {
  /** The novel's language. */
  readonly language: string;
  readonly isTypographySmart: () => boolean;
  readonly placeholder: () => string;
  /** Takes a paste that is a whole manuscript. */
  readonly offerLongPaste: (text: string) => void;
  /** Told where a paste could not be put in: another scene was shown before it was read. */
  readonly tellPasteLost: () => void;
}

/**
 * Everything the editor is made of, in order. A feature adds its own as a file here (`mentions.ts`) that exports a tiptap
 * `Extension` with `addProseMirrorPlugins`, and a line below. One editor shows all scenes, each with an EditorState of
 * its own: what belongs to a scene goes into the plugin's state (`init` gets the new scene's document), never into a
 * variable beside it. Decorations are mapped through changes and redone only for paragraphs that changed: nodes never
 * change, so what was worked out of one is kept in a WeakMap by the node.
 */
export function proseExtensions(around: EditorSurroundings): Extensions {
  const { language, isTypographySmart: isSmart, offerLongPaste: offerLong, tellPasteLost: tellLost } = around;
  return [
    ...proseNodes,
    blockIds,
    typingRules({ language, isSmart }),
    pasteProse({ language, isSmart, offerLong, tellLost }),
    proseKeys,
    findMarks(language),
    spellingMarks,
    mentions,
    suggestions,
    pencilMarks,
    placeholder(around.placeholder),
  ];
}

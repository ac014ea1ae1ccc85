import { z } from 'zod';
import { findQuote, toCharacterSpan } from '../graphemes.ts';
import { hashText } from '../hash-text.ts';
import { BlockId, DraftId, Hash, SceneId } from './ids.ts';
import { textOf, type Paragraph } from './prose.ts';

export const InScene = z.object({ kind: z.literal('scene'), sceneId: SceneId });
export const InDraft = z.object({ kind: z.literal('draft'), draftId: DraftId });
export const AnchorTarget = z.discriminatedUnion('kind', [InScene, InDraft]);
export type AnchorTarget = z.infer<typeof AnchorTarget>;

/** What stood around a quote when it was read: tells apart places that hold the same words. */
export const AnchorContext = z.object({
  before: z.string(), // up to 32 UTF-16 units, "" at the block's start
  after: z.string(),
  isOnly: z.boolean(), // the quote stood once in its block
});
export type AnchorContext = z.infer<typeof AnchorContext>;

/** What a patch or a finding points at. `quote` is copied from the text before a model is asked, never taken from its answer. */
export const Anchor = z.object({
  target: AnchorTarget,
  blockId: BlockId,
  baseHash: Hash, // of the block's text when it was read ("\n" for a hard break)
  start: z.int().min(0), // UTF-16 offsets into that text
  end: z.int().min(0),
  quote: z.string(),
  context: AnchorContext.optional(),
});
export type Anchor = z.infer<typeof Anchor>;

/** Where something stands now: UTF-16 offsets into the text of a block. */
export interface Place {
  readonly blockId: BlockId;
  readonly start: number;
  readonly end: number;
}

const contextLength = 32;

/** Points at a part of a paragraph as it stands, widened to whole characters. */
export function anchorTo(at: {
  target: AnchorTarget;
  paragraph: Paragraph;
  start: number;
  end: number;
}): Anchor {
  return anchorInText({ ...at, blockId: at.paragraph.attrs.id, text: textOf(at.paragraph) });
}

/** The same for a block whose text is at hand. */
export function anchorInText(at: {
  target: AnchorTarget;
  blockId: BlockId;
  text: string;
  start: number;
  end: number;
}): Anchor {
  const { start, end } = toCharacterSpan(at.text, at);
  const quote = at.text.slice(start, end);
  return {
    target: at.target,
    blockId: at.blockId,
    baseHash: hashText(at.text),
    start,
    end,
    quote,
    context: {
      before: at.text.slice(Math.max(0, start - contextLength), start),
      after: at.text.slice(end, end + contextLength),
      isOnly: findQuote(at.text, quote).length === 1,
    },
  };
}

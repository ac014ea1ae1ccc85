import { z } from 'zod';
import { Anchor, anchorTo, type AnchorTarget } from './anchor.ts';
import { contentAt, type AppliedPatch } from './apply-patch.ts';
import { PatchChange } from './patch.ts';
import { paragraphsOf, textOf, type ProseDocument } from './prose.ts';

/** How an accepted patch is taken back: a patch the other way round, anchored in the text as it became. */
export const InversePatch = z.strictObject({ anchor: Anchor, change: PatchChange });
export type InversePatch = z.infer<typeof InversePatch>;

const tellingLength = 8;

/**
 * The way back from an applied patch. Its quote takes in a few neighbouring characters where little or nothing was
 * inserted, so that it can be found again. Null where a whole paragraph went: only the editor's own undo or a version
 * brings that back.
 */
export function inverseOf(
  before: ProseDocument,
  { document, edit }: AppliedPatch,
  target: AnchorTarget,
): InversePatch | null {
  if (edit.kind !== 'text') return null;
  const was = paragraphsOf(before).find(({ attrs }) => attrs.id === edit.blockId);
  const is = paragraphsOf(document).find(({ attrs }) => attrs.id === edit.blockId);
  if (was === undefined || is === undefined) return null;
  const oldLength = textOf(was).length;
  const by = edit.inserted - (edit.end - edit.start);
  const neighbours = edit.inserted >= tellingLength ? 0 : tellingLength;
  for (const widen of [neighbours, oldLength + edit.inserted]) {
    const start = Math.max(0, edit.start - widen);
    const end = Math.min(oldLength, edit.end + widen);
    const anchor = anchorTo({ target, paragraph: is, start, end: end + by });
    const isWhole = anchor.start === start && anchor.end === end + by;
    if (isWhole && anchor.quote !== '')
      return { anchor, change: { kind: 'replace', content: contentAt(was, { start, end }) } };
  }
  return null;
}

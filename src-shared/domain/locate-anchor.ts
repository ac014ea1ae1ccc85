import { findQuote, isCharacterBoundary } from '../graphemes.ts';
import { hashText } from '../hash-text.ts';
import type { Anchor, Place } from './anchor.ts';
import { paragraphsOf, textOf, type ProseDocument } from './prose.ts';

interface Candidate extends Place {
  readonly before: string;
  readonly after: string;
}

/**
 * Finds where an anchor points now: in its own block, else where the quote stands once in the document, else null.
 * Where the same words stand more than once, only what stood around them may decide; nothing is guessed.
 */
export function locate(anchor: Anchor, document: ProseDocument): Place | null {
  const own = paragraphsOf(document).find((paragraph) => paragraph.attrs.id === anchor.blockId);
  if (own !== undefined) {
    const text = textOf(own);
    if (hashText(text) === anchor.baseHash && isTrue(anchor, text)) return placeOf(anchor);
    const inOwn = candidatesIn([{ id: own.attrs.id, text }], anchor);
    const [only] = inOwn;
    if (only !== undefined)
      return inOwn.length === 1 && anchor.context?.isOnly !== false
        ? placeOf(only)
        : bySurroundings(inOwn, anchor);
  }
  return elsewhere(anchor, document);
}

/** An anchor whose own offsets do not give its quote was damaged on the way; its quote is looked for instead. */
function isTrue({ start, end, quote }: Anchor, text: string): boolean {
  return (
    start <= end &&
    text.slice(start, end) === quote &&
    isCharacterBoundary(text, start) &&
    isCharacterBoundary(text, end)
  );
}

function elsewhere(anchor: Anchor, document: ProseDocument): Place | null {
  const blocks = paragraphsOf(document).map((paragraph) => ({
    id: paragraph.attrs.id,
    text: textOf(paragraph),
  }));
  const found = candidatesIn(blocks, anchor);
  const [only] = found;
  if (only === undefined) return null;
  const isTelling = anchor.context === undefined || (anchor.context.isOnly && isDistinct(anchor.quote));
  return found.length === 1 && isTelling ? placeOf(only) : bySurroundings(found, anchor);
}

/** Words enough that another place with the very same ones is hardly chance: a space or two brackets are not. */
function isDistinct(quote: string): boolean {
  return (quote.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 4;
}

function candidatesIn(
  blocks: readonly { id: Place['blockId']; text: string }[],
  { quote }: Anchor,
): readonly Candidate[] {
  return blocks.flatMap(({ id, text }) =>
    findQuote(text, quote).map(({ start, end }) => ({
      blockId: id,
      start,
      end,
      before: text.slice(0, start),
      after: text.slice(end),
    })),
  );
}

/**
 * The one candidate with the old text on both sides; for words that tell, else the one with the old text on one side;
 * else null. A space beside the same word as before is not the same space.
 */
function bySurroundings(candidates: readonly Candidate[], { context, quote }: Anchor): Place | null {
  if (context === undefined) return null;
  const sides = candidates.map((candidate) => ({
    candidate,
    count:
      Number(endsLike(candidate.before, context.before)) + Number(startsLike(candidate.after, context.after)),
  }));
  for (const count of isDistinct(quote) ? [2, 1] : [2]) {
    const agreeing = sides.filter((side) => side.count === count);
    if (agreeing.length > 1) return null;
    if (agreeing[0] !== undefined) return placeOf(agreeing[0].candidate);
  }
  return null;
}

/** What counts as the same neighbourhood on one side: a dozen characters, or all there were. */
const near = 12;
function endsLike(text: string, before: string): boolean {
  return before === '' ? text === '' : text.endsWith(before.slice(-near));
}
function startsLike(text: string, after: string): boolean {
  return after === '' ? text === '' : text.startsWith(after.slice(0, near));
}

function placeOf({ blockId, start, end }: Place): Place {
  return { blockId, start, end };
}

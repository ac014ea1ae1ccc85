const letters = /(?:\p{L}\p{M}*\.)+(?:\p{L}\p{M}*)?/u; // J.  p.m.  U.S.  p.m
const shortParts = /(?:\p{L}{1,2}\.){2,}/u; // Ph.D.
const wholly = new RegExp(`^(?:${letters.source}|${shortParts.source})$`, 'u');
const reach = 16; // characters to each side; longer is no abbreviation

/**
 * True where a span of a text stands in an abbreviation with full stops: single letters ("m.", "J.", "p.m.", "U.S."),
 * or several parts of one or two ("Ph.D."). No word list knows them all.
 */
export function isAbbreviation(text: string, { start, end }: { start: number; end: number }): boolean {
  const before = /[\p{L}\p{M}.]*$/u.exec(text.slice(Math.max(0, start - reach), start))?.[0] ?? '';
  const after = /^[\p{L}\p{M}.]*/u.exec(text.slice(end, end + reach))?.[0] ?? '';
  return wholly.test(before + text.slice(start, end) + after);
}

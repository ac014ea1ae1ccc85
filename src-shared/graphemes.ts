const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** True where a character as a reader sees it begins or ends (UAX 29): never inside a surrogate pair, an emoji or a letter with its marks. */
export function isCharacterBoundary(text: string, at: number): boolean {
  if (at < 0 || at > text.length) return false;
  if (at === 0 || at === text.length) return true;
  return segmenter.segment(text).containing(at)?.index === at;
}

/** The span widened to whole characters and held inside the text. */
export function toCharacterSpan(
  text: string,
  span: { start: number; end: number },
): { start: number; end: number } {
  const clamp = (at: number): number => Math.min(Math.max(at, 0), text.length);
  const start = clamp(span.start);
  const end = Math.max(start, clamp(span.end));
  const first = segmenter.segment(text).containing(start);
  const widened = first === undefined ? start : first.index;
  if (end === start) return { start: widened, end: widened };
  const last = segmenter.segment(text).containing(end);
  return {
    start: widened,
    end: last === undefined || last.index === end ? end : last.index + last.segment.length,
  };
}

/** Where a quote stands in a text, as offsets of whole characters; overlapping places count too. A quote of nothing stands nowhere. */
export function findQuote(text: string, quote: string): readonly { start: number; end: number }[] {
  const exact = indexesOf(text, quote).map((start) => ({ start, end: start + quote.length }));
  const whole = exact.filter(
    (span) => isCharacterBoundary(text, span.start) && isCharacterBoundary(text, span.end),
  );
  return whole.length > 0 ? whole : findFolded(text, quote);
}

/** The same, where text and quote differ only in how they are encoded: composed or not, CRLF or LF. */
function findFolded(text: string, quote: string): readonly { start: number; end: number }[] {
  const folded = fold(quote);
  if (fold(text) === text && folded === quote) return [];
  let joined = '';
  const starts = new Map<number, number>(); // offset in `joined` -> offset in `text`
  for (const { segment, index } of segmenter.segment(text)) {
    starts.set(joined.length, index);
    joined += fold(segment);
  }
  starts.set(joined.length, text.length);
  return indexesOf(joined, folded).flatMap((at) => {
    const start = starts.get(at);
    const end = starts.get(at + folded.length);
    return start === undefined || end === undefined ? [] : [{ start, end }];
  });
}

const fold = (text: string): string => text.replace(/\r\n?/g, '\n').normalize('NFC');

function indexesOf(text: string, part: string): number[] {
  const found: number[] = [];
  if (part === '') return found;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) found.push(at);
  return found;
}

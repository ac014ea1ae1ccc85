/** A stretch of a paragraph, UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Which marks close a quotation that a mark opened. */
const closers: Readonly<Record<string, string>> = {
  '“': '”',
  '"': '"',
  '«': '»',
  '»': '«',
  '„': '“”',
  '「': '」',
  '『': '』',
  '‘': '’',
  '‹': '›',
};
const straightSingle = /'(?=[\p{L}…])[^']*(?:\p{L}'\p{L}[^']*)*[,.!?…—-]'(?!\p{L})/uy;

/**
 * What is spoken in a paragraph: between quotation marks of any language, an unclosed quotation to its end, and the
 * whole of one that begins with a dash, as Spanish, French and Russian dialogue does.
 */
export function dialogueOf(text: string): readonly Span[] {
  if (/^\s*[—–]\s*\p{L}/u.test(text)) return [{ start: 0, end: text.length }];
  const spans: Span[] = [];
  for (let at = 0; at < text.length;) {
    const end = closeOf(text, at);
    if (end === null) at++;
    else {
      spans.push({ start: at, end });
      at = end;
    }
  }
  return spans;
}

/** True where an offset stands inside one of the spans. */
export function isInside(spans: readonly Span[], at: number): boolean {
  return spans.some(({ start, end }) => at >= start && at < end);
}

/** Where a quotation that opens at `at` ends; null where none opens. */
function closeOf(text: string, at: number): number | null {
  const mark = text[at] ?? '';
  if (mark === "'") {
    if (isLetter(text[at - 1])) return null;
    straightSingle.lastIndex = at;
    return straightSingle.test(text) ? straightSingle.lastIndex : null;
  }
  const closing = closers[mark];
  if (closing === undefined) return null;
  if (mark === '‘' && (isLetter(text[at - 1]) || !isLetter(text[at + 1]))) return null;
  for (let end = at + 1; end < text.length; end++) {
    const isApostrophe = mark === '‘' && isLetter(text[end + 1]);
    if (closing.includes(text[end] ?? ' ') && !isApostrophe) return end + 1;
  }
  return mark === '‘' ? null : text.length;
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /\p{L}/u.test(character);
}

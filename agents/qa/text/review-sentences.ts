import { sentencesOf } from '../../../src-shared/text/sentences.ts';
import type { Span } from './dialogue.ts';

/** Short forms whose point ends no sentence. */
const abbreviation =
  /(?:^|[\s("“‘])(?:Mr|Mrs|Ms|Mx|Dr|Drs|St|Prof|Rev|Fr|Sr|Jr|Col|Capt|Cpt|Gen|Lt|Sgt|Mt|Hon|vs|etc|No|Bpk|Yth|Tn|Ny|[A-Z])\.$/u;

/**
 * The sentences of one paragraph without the white space around them. Beyond the language's rules, a short form ends
 * none, and what goes on in lower case after "..." or a closing quotation belongs to the sentence before.
 */
export function reviewSentences(text: string, language: string): readonly Span[] {
  const spans: { start: number; end: number }[] = [];
  for (const { start, end } of sentencesOf(text, language)) {
    const last = spans.at(-1);
    if (last !== undefined && goesOn(text.slice(last.start, last.end).trimEnd(), text.slice(start, end)))
      last.end = end;
    else {
      const opening = last === undefined ? 0 : openingAtEnd(text.slice(last.start, last.end));
      if (last !== undefined) last.end -= opening;
      spans.push({ start: start - opening, end });
    }
  }
  return spans.map((span) => trimmed(text, span)).filter(({ start, end }) => end > start);
}

/** How many marks that open speech the language's rules left at the end of the sentence before. */
function openingAtEnd(sentence: string): number {
  return /(?<=\S)[「『（《〈【“‘«„]+$/u.exec(sentence)?.[0].length ?? 0;
}

function goesOn(before: string, after: string): boolean {
  return abbreviation.test(before) || /^\s*[–—-]?\s*\p{Ll}/u.test(after);
}

function trimmed(text: string, { start, end }: Span): Span {
  const part = text.slice(start, end);
  return { start: start + part.length - part.trimStart().length, end: start + part.trimEnd().length };
}

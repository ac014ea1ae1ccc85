import { knownLanguage } from './fold.ts';

/** How words are looked for in a text. */
export interface FindOptions {
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
  /** "cafe" finds "café" too. */
  readonly foldAccents: boolean;
}

/** A place in a text: UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const wordCharacter = /[\p{L}\p{N}\p{M}]/u;
const alike: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '\u00a0': ' ',
  '\u202f': ' ',
};

/** A finder for a query: every place where it stands in a text, in order, none over another. Straight quotes find curly ones. */
export function prepareFind(
  query: string,
  options: FindOptions & { readonly language: string },
): (text: string) => Span[] {
  const wanted = foldForFind(query, options).text;
  if (wanted === '') return () => [];
  return (text) => {
    const { text: folded, places } = foldForFind(text, options);
    const spans: Span[] = [];
    for (let at = folded.indexOf(wanted); at !== -1; at = folded.indexOf(wanted, at)) {
      const start = places ? places[at]! : at;
      const end = places ? places[at + wanted.length]! : at + wanted.length;
      const isWhole = !options.wholeWord || (isBound(text, start) && isBound(text, end));
      if (isWhole) spans.push({ start, end });
      at += isWhole ? wanted.length : 1;
    }
    return spans;
  };
}

function isBound(text: string, at: number): boolean {
  const before = at > 0 && wordCharacter.test(characterBefore(text, at));
  const after = at < text.length && wordCharacter.test(String.fromCodePoint(text.codePointAt(at)!));
  return !(before && after);
}

function characterBefore(text: string, at: number): string {
  const isPair = at > 1 && /[\udc00-\udfff]/.test(text[at - 1]!) && /[\ud800-\udbff]/.test(text[at - 2]!);
  return text.slice(at - (isPair ? 2 : 1), at);
}

/** Folded text; `places` says where each of its units stood, null where nothing moved. */
function foldForFind(
  text: string,
  { matchCase, foldAccents, language }: FindOptions & { readonly language: string },
): { text: string; places: number[] | null } {
  const known = knownLanguage(language);
  if (/^[\x20-\x7e\n]*$/.test(text) && !/^(tr|az|lt)\b/u.test(known))
    return { text: matchCase ? text : text.toLowerCase(), places: null };
  let folded = '';
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    let told = alike[character] ?? character;
    if (!matchCase) told = told.toLocaleLowerCase(known);
    if (foldAccents) told = withoutAccents(told);
    folded += told;
    for (let unit = 0; unit < told.length; unit++) places.push(at);
    at += character.length;
  }
  places.push(at);
  return { text: folded, places };
}

/** Without accents on Latin and Greek letters; elsewhere a mark is part of the letter. */
function withoutAccents(character: string): string {
  if (character < '\u0080') return character;
  if (/^[\u0300-\u036f]$/u.test(character)) return '';
  return character.normalize('NFD').replace(/([\p{Script=Latin}\p{Script=Greek}])\p{Mn}+/gu, '$1');
}

/**
 * Folds text for searching: compatibility forms and case by the language's own rules, and accents dropped from Latin
 * and Greek letters only ("café" = "cafe"), because elsewhere a mark is part of the letter (Hindi, Thai, Hebrew).
 */
export function foldText(text: string, language: string): string {
  const lowered = lowerCase(text.normalize('NFKC'), language);
  if (!/[^\u0000-\u007f]/.test(lowered)) return lowered;
  return lowered
    .normalize('NFD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{Mn}+/gu, '$1')
    .normalize('NFC');
}

/** Lower case by the language's own rules: Turkish I is ı, and İ is i. A language the runtime does not know has none. */
export function lowerCase(text: string, language: string): string {
  return text.toLocaleLowerCase(knownLanguage(language)).replaceAll('ς', 'σ');
}

const knownLanguages = new Map<string, string>();

/** The tag if the runtime accepts it, else "und": a novel's language is whatever its writer typed. */
export function knownLanguage(language: string): string {
  const known = knownLanguages.get(language) ?? canonicalTag(language);
  knownLanguages.set(language, known);
  return known;
}

function canonicalTag(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'und';
  } catch {
    return 'und';
  }
}

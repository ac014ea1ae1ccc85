const british =
  /\b(?:colou?r|favou?r|honou?r|harbou?r|neighbou?r|labou?r|humou?r|parlou?r|rumou?r|savou?r|behaviou?r|flavou?r|gr[ae]y|cent(?:re|er)|theat(?:re|er)|met(?:re|er)s|travell?(?:ed|ing|er)|jewell?ery|plough|plow|mould|mold|reali[sz]e|recogni[sz]e|apologi[sz]e|organi[sz]e|defence|defense|pyjamas|pajamas)(?:s|ed|d|ing|hood|able|y)?\b/giu;
const isBritish = /our|grey|tre|metres|ll(?:ed|ing|er)|jewellery|plough|mould|[iy]se|defence|pyjamas/iu;

/** True when the words that are spelt differently on the two sides of the Atlantic are more often British. */
export function britishSpelling(texts: readonly string[]): boolean {
  const words = texts.flatMap((text) => text.match(british) ?? []);
  const count = words.filter((word) => isBritish.test(word)).length;
  return count > words.length - count;
}

/** The checker knows English alone. */
export const checksGrammarOf = (language: string): boolean => /^en\b/iu.test(language);

/** How a language sets quotation marks, dashes and the ellipsis. */
export interface TypographyMarks {
  /** Opening and closing marks of speech, with the space that belongs to them. */
  readonly quotes: readonly [string, string];
  /** The marks inside speech; null where a straight single mark is always an apostrophe. */
  readonly innerQuotes: readonly [string, string] | null;
  /** What two hyphens become. */
  readonly dash: string;
  readonly ellipsis: string;
  /** Words that begin with an apostrophe, without it, in lower case. */
  readonly elisions: readonly string[];
}

const thin = '\u202f'; // narrow no-break space
const plain = { dash: '–', ellipsis: '…', elisions: [] };
const english: TypographyMarks = {
  ...plain,
  quotes: ['“', '”'],
  innerQuotes: ['‘', '’'],
  dash: '—',
  elisions:
    'til tis twas twere twill twould twasn tisn em n bout neath gainst fraid nuff cause cos coz cept tween twixt un'.split(
      ' ',
    ),
};
const curly: TypographyMarks = { ...plain, quotes: ['“', '”'], innerQuotes: ['‘', '’'] };
const low: TypographyMarks = { ...plain, quotes: ['„', '”'], innerQuotes: ['‚', '’'] };
const german: TypographyMarks = {
  ...plain,
  quotes: ['„', '“'],
  innerQuotes: ['‚', '‘'],
  elisions: ['s', 'n', 'ne', 'nen', 'nem', 'ner', 'nes', 'raus', 'rein', 'rum', 'ran', 'runter', 'rauf'],
};
const angled: TypographyMarks = { ...plain, quotes: ['«', '»'], innerQuotes: ['“', '”'], dash: '—' };
const slavic: TypographyMarks = { ...angled, innerQuotes: ['„', '“'] };
const right: TypographyMarks = { ...plain, quotes: ['”', '”'], innerQuotes: ['’', '’'] };
const french: TypographyMarks = {
  ...plain,
  quotes: [`«${thin}`, `${thin}»`],
  innerQuotes: null,
  dash: '—',
};
const corner: TypographyMarks = {
  quotes: ['「', '」'],
  innerQuotes: ['『', '』'],
  dash: '——',
  ellipsis: '……',
  elisions: [],
};
const chinese: TypographyMarks = { ...corner, quotes: ['“', '”'], innerQuotes: ['‘', '’'] };

/** By language, or by language and region or script where those differ. */
export const typographyByLanguage: Readonly<Record<string, TypographyMarks>> = {
  en: english,
  'en-GB': { ...english, dash: '–' },
  'en-AU': { ...english, dash: '–' },
  'en-NZ': { ...english, dash: '–' },
  'en-IE': { ...english, dash: '–' },
  id: { ...curly, dash: '—' },
  ms: { ...curly, dash: '—' },
  jv: curly,
  su: curly,
  tl: { ...curly, dash: '—' },
  vi: curly,
  th: curly,
  ko: curly,
  hi: curly,
  tr: curly,
  ga: curly,
  cy: curly,
  af: { ...curly, elisions: ['n', 't', 'k', 's'] },
  nl: { ...curly, elisions: ['s', 't', 'n', 'k', 'm', 'r', 'ie', 'ns'] },
  pt: { ...curly, dash: '—' },
  'pt-PT': { ...angled },
  de: german,
  'de-CH': { ...german, quotes: ['«', '»'], innerQuotes: ['‹', '›'] },
  'de-LI': { ...german, quotes: ['«', '»'], innerQuotes: ['‹', '›'] },
  lb: german,
  cs: { ...german, elisions: [] },
  sk: { ...german, elisions: [] },
  sl: { ...german, elisions: [] },
  is: { ...german, elisions: [] },
  et: { ...low, quotes: ['„', '“'], innerQuotes: ['‚', '‘'] },
  lt: { ...low, quotes: ['„', '“'], innerQuotes: ['‚', '‘'] },
  bg: { ...low, quotes: ['„', '“'], innerQuotes: ['’', '’'], dash: '—' },
  pl: { ...low, innerQuotes: ['«', '»'] },
  ro: { ...low, innerQuotes: ['«', '»'], dash: '—' },
  hu: { ...low, innerQuotes: ['»', '«'] },
  hr: low,
  sr: { ...low, quotes: ['„', '“'] },
  fr: french,
  'fr-CH': { ...french, quotes: ['«', '»'] },
  es: angled,
  ca: angled,
  gl: angled,
  eu: angled,
  it: { ...angled, dash: '–' },
  el: angled,
  ru: slavic,
  uk: slavic,
  be: slavic,
  hy: angled,
  ka: { ...low, quotes: ['„', '“'] },
  fa: { ...plain, quotes: ['«', '»'], innerQuotes: ['‹', '›'] },
  ar: { ...plain, quotes: ['”', '“'], innerQuotes: ['’', '‘'] },
  he: { ...plain, quotes: ['”', '”'], innerQuotes: ['’', '’'] },
  sv: right,
  fi: right,
  da: { ...plain, quotes: ['»', '«'], innerQuotes: ['›', '‹'] },
  nb: { ...angled, innerQuotes: ['‘', '’'], dash: '–' },
  nn: { ...angled, innerQuotes: ['‘', '’'], dash: '–' },
  no: { ...angled, innerQuotes: ['‘', '’'], dash: '–' },
  ja: corner,
  zh: chinese,
  'zh-Hant': corner,
  'zh-TW': corner,
  'zh-HK': corner,
};

/** The marks of a language: of its tag as it stands, else of its first part, else curly ones. */
export function typographyOf(language: string): TypographyMarks {
  const [base = '', ...parts] = language.split('-');
  const lower = base.toLowerCase();
  const byPart = parts.map((part) => typographyByLanguage[`${lower}-${titled(part)}`]).find(Boolean);
  return byPart ?? typographyByLanguage[lower] ?? curly;
}

function titled(part: string): string {
  return part.length === 4 ? part[0]?.toUpperCase() + part.slice(1).toLowerCase() : part.toUpperCase();
}

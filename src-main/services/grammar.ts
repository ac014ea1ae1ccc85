import { Dialect, LocalLinter, type Lint, type LintConfig } from 'harper.js';
import { binary } from 'harper.js/binary';
import type { GrammarFault } from '../../agents/library.ts';
import { isAbbreviation } from './abbreviations.ts';
import { britishSpelling, checksGrammarOf } from './grammar-dialect.ts';

/**
 * Checks that hurt fiction: dialogue breaks rules, fragments are style, dashes and ellipses are the writer's, and
 * what other rules find better (quotation marks, spaces, doubled words, capitals) would be said twice. Seen on clean
 * novels to accuse more than they find: the last group.
 */
const silent = [
  'LongSentences Dashes SentenceCapitalization UnclosedQuotes Spaces NoFrenchSpaces RepeatedWords QuoteSpacing',
  'OxfordComma NoOxfordComma Excellent DiscourseMarkers FillerWords Hedging BoringWords Freezing Starving',
  'UseEllipsisCharacter EllipsisLength SpelledNumbers AvoidContractions AvoidCurses Insensitive Regionalisms',
  'Regionalism Oxymorons RedundantFirsts RedundantThat RedundantSelf UseTitleCase Chalkboard Touristic HumanLife',
  'MoreAdjective VeryUnique WidelyAccepted However Furthermore Therefore Meanwhile BlacklistWhitelist HelloGreeting',
  'MissingPreposition SplitWords MassNouns TheyToThem OneOfTheSingular QuiteQuiet InterestedIn DisjointPrefixes',
  'SimplePastToPastParticiple MissingDeterminer NounVerbConfusion OrthographicConsistency CommaFixes PhrasalVerbAsCompoundNoun',
  'ItsPossessive Everyone Everybody Anybody Someone Somebody Nobody Anyhow Anywhere Everywhere Somewhere',
  'ThisTypeOfThing NeedToNoun MergeWords ToTwoToo OpenCompounds CompoundNouns AdjectiveDoubleDegree FreePredicate',
]
  .join(' ')
  .split(' ');

const maximumCharacters = 20_000; // a call at a time: the checker is synchronous and holds its thread
const gap = '\n\n';

interface Loaded {
  readonly linter: LocalLinter;
  dialect: Dialect;
  words: ReadonlySet<string>;
}
let loading: Promise<Loaded> | null = null;
let last: Promise<unknown> = Promise.resolve();

export interface GrammarOptions {
  readonly language: string;
  /** The novel's own: names are no misspellings. */
  readonly words: readonly string[];
  /** What tells British from American where the language does not; the texts themselves unless given. */
  readonly dialectTexts?: readonly string[];
}

/**
 * Grammar faults of each text, in order, by the offline checker; null for every language but English. The checker is set
 * up once, at the first call (about 2 s); calls wait for each other, because changing its dialect or its words under a
 * check that runs breaks both.
 */
export async function checkGrammar(
  texts: readonly string[],
  options: GrammarOptions,
): Promise<GrammarFault[][] | null> {
  if (!checksGrammarOf(options.language)) return null;
  const mine = last.then(() => checkInTurn(texts, options));
  last = mine.catch(() => undefined);
  return mine;
}

async function checkInTurn(
  texts: readonly string[],
  { language, words, dialectTexts = texts }: GrammarOptions,
): Promise<GrammarFault[][]> {
  const loaded = await (loading ??= load());
  await prepare(loaded, { dialect: dialectOf(language, dialectTexts), words });
  const faults: GrammarFault[][] = [];
  for (const group of groupsOf(texts)) faults.push(...(await checkGroup(loaded.linter, group)));
  return faults;
}

async function load(): Promise<Loaded> {
  const linter = new LocalLinter({ binary, dialect: Dialect.American });
  await linter.setup();
  await silence(linter);
  return { linter, dialect: Dialect.American, words: new Set() };
}

async function silence(linter: LocalLinter): Promise<void> {
  const config: LintConfig = await linter.getDefaultLintConfig();
  for (const name of silent) if (name in config) config[name] = false;
  await linter.setLintConfig(config);
}

/** Another dialect makes the checker anew, which forgets words and settings. */
async function prepare(
  loaded: Loaded,
  { dialect, words }: { dialect: Dialect; words: readonly string[] },
): Promise<void> {
  if (loaded.dialect !== dialect) {
    await loaded.linter.setDialect(dialect);
    await silence(loaded.linter);
    loaded.dialect = dialect;
    loaded.words = new Set();
  }
  const wanted = new Set(words.flatMap((name) => name.match(/[\p{L}\p{M}'’-]+/gu) ?? []));
  if (wanted.symmetricDifference(loaded.words).size === 0) return;
  await loaded.linter.clearWords();
  await loaded.linter.importWords([...wanted].flatMap((word) => [word, `${word}'s`, `${word}’s`]));
  loaded.words = wanted;
}

/** The region the tag names; without one, the spelling that the texts use more. */
function dialectOf(language: string, texts: readonly string[]): Dialect {
  const region = language
    .split('-')
    .find((part) => /^[A-Za-z]{2}$/u.test(part) && part.toLowerCase() !== 'en');
  const known: Readonly<Record<string, Dialect>> = {
    US: Dialect.American,
    GB: Dialect.British,
    IE: Dialect.British,
    NZ: Dialect.British,
    ZA: Dialect.British,
    AU: Dialect.Australian,
    CA: Dialect.Canadian,
    IN: Dialect.Indian,
  };
  if (region !== undefined) return known[region.toUpperCase()] ?? Dialect.American;
  return britishSpelling(texts) ? Dialect.British : Dialect.American;
}

/** Texts in order, in groups that are checked in one call: a call costs more than its words. */
function groupsOf(texts: readonly string[]): string[][] {
  const groups: string[][] = [];
  let size = maximumCharacters;
  for (const text of texts) {
    if (size + text.length > maximumCharacters) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)?.push(text);
    size += text.length + gap.length;
  }
  return groups;
}

async function checkGroup(linter: LocalLinter, texts: readonly string[]): Promise<GrammarFault[][]> {
  const whole = texts.join(gap);
  const lints = await linter.lint(whole, { language: 'plaintext' });
  const faults = lints
    .map(toFault)
    .filter((fault) => fault.kind !== 'Spelling' || !isAbbreviation(whole, fault));
  lints.forEach((lint) => lint.free());
  let from = 0;
  return texts.map((text) => {
    const [start, end] = [from, from + text.length];
    from = end + gap.length;
    return faults
      .filter((fault) => fault.start >= start && fault.end <= end)
      .map((fault) => ({ ...fault, start: fault.start - start, end: fault.end - start }))
      .sort((a, b) => a.start - b.start);
  });
}

function toFault(lint: Lint): GrammarFault {
  const { start, end } = lint.span();
  const problem = lint.get_problem_text();
  const suggestions = lint.suggestions().map((suggestion) => {
    const text = casedLike(problem, suggestion.get_replacement_text());
    return [text, '', problem + text][suggestion.kind()] ?? text; // replace, remove, insert after
  });
  return { start, end, kind: lint.lint_kind(), message: lint.message(), suggestions };
}

/** The checker takes the one letter "A" for a word in capitals, and answers "AN". */
function casedLike(problem: string, text: string): string {
  const isOneCapital = /^\p{Lu}$/u.test(problem) && text.length > 1 && text === text.toUpperCase();
  return isOneCapital ? text.charAt(0) + text.slice(1).toLowerCase() : text;
}

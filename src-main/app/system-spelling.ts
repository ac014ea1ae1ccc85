import { z } from 'zod';
import { getSetting, setSetting } from '../db/app-database.ts';
import { listSummaries } from '../db/lore-summaries.ts';
import { getNovel } from '../db/novels.ts';
import { watchText } from '../db/text-fingerprint.ts';
import { listOwnWords } from '../novels/check-spelling.ts';
import type { App } from './app.ts';

/** What of Electron's session has to do with the system's spelling. */
export interface SpellingSession {
  readonly availableSpellCheckerLanguages: readonly string[];
  setSpellCheckerLanguages(languages: string[]): void;
  setSpellCheckerDictionaryDownloadURL(url: string): void;
  listWordsInSpellCheckerDictionary(): Promise<string[]>;
  addWordToSpellCheckerDictionary(word: string): boolean;
  removeWordFromSpellCheckerDictionary(word: string): boolean;
}

export interface KeepSystemSpelling {
  readonly session: SpellingSession;
  readonly platform: NodeJS.Platform;
  /** Between two looks at what is open and what its names are. */
  readonly tickMs?: number;
}

const setting = 'words-lent-to-system';
const Words = z.array(z.string()).catch([]);
const usualTickMs = 3_000;
/** The system keeps its list in one file, and writes it with every word. */
const mostWords = 2_000;

/**
 * Lets the system's checker read the open novel in its language and know its names and the writer's own words. The system
 * keeps words for every program, so they are lent: what belongs to another novel is taken out again, and a word that the
 * writer taught the system stays. Does nothing on Linux, where a language would be asked of a host. Answers how to end it.
 */
export function keepSystemSpelling(
  app: Pick<App, 'db' | 'session' | 'log'>,
  { session, platform, tickMs = usualTickMs }: KeepSystemSpelling,
): () => void {
  if (platform === 'linux') return () => undefined;
  // A language Windows lacks stays unchecked: none is fetched from a host.
  if (platform === 'win32') session.setSpellCheckerDictionaryDownloadURL('fabula://app/no-dictionaries/');
  let seen = '';
  let names: readonly string[] = [];
  let watch: { readonly db: unknown; readonly look: ReturnType<typeof watchText> } | null = null;
  let lending: Promise<void> = Promise.resolve();
  const look = (): void => {
    const db = app.session?.db.open ? app.session.db : null;
    if (!db) return;
    const isOther = watch?.db !== db;
    if (isOther || !watch) watch = { db, look: watchText(db) };
    if (watch.look().lore || isOther) names = namesOf(listSummaries(db), getNovel(db).language);
    const { language } = getNovel(db);
    const words = [...new Set([...listOwnWords(app.db), ...names])].slice(0, mostWords);
    const now = JSON.stringify([language, words]);
    if (now === seen) return;
    seen = now;
    if (platform === 'win32') session.setSpellCheckerLanguages(languageFor(session, language));
    lending = lending
      .then(() => lend(app.db, { session, words }))
      .catch((error: unknown) => app.log.error('system-spelling', error));
  };
  const timer = setInterval(look, tickMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** The system's language for a novel's: the same region, else any of the language; none where it has neither. */
function languageFor({ availableSpellCheckerLanguages: known }: SpellingSession, wanted: string): string[] {
  const is = (tag: string, other: string): boolean => tag.toLowerCase() === other.toLowerCase();
  const base = wanted.split('-')[0] ?? wanted;
  const region = base === 'en' ? 'en-US' : `${base}-${base}`;
  const found =
    known.find((tag) => is(tag, wanted)) ??
    known.find((tag) => is(tag, base)) ??
    known.find((tag) => is(tag, region)) ??
    known.find((tag) => is(tag.split('-')[0] ?? tag, base));
  return found === undefined ? [] : [found];
}

/** A checker looks at one word at a time: the words of titles and aliases, without what is no word. */
function namesOf(
  entries: readonly { readonly title: string; readonly aliases: readonly string[] }[],
  language: string,
): readonly string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  const words = entries
    .flatMap(({ title, aliases }) => [title, ...aliases])
    .flatMap((name) => [...segmenter.segment(name)])
    .flatMap(({ segment, isWordLike }) => (isWordLike && /\p{L}.*\p{L}/u.test(segment) ? [segment] : []));
  return [...new Set(words)];
}

async function lend(
  db: App['db'],
  { session, words }: { readonly session: SpellingSession; readonly words: readonly string[] },
): Promise<void> {
  const before = Words.parse(getSetting(db, setting));
  const taught = new Set(await session.listWordsInSpellCheckerDictionary());
  for (const word of before) if (!words.includes(word)) session.removeWordFromSpellCheckerDictionary(word);
  const kept = before.filter((word) => words.includes(word));
  const lent = words.filter((word) => !taught.has(word) && session.addWordToSpellCheckerDictionary(word));
  setSetting(db, { name: setting, value: [...new Set([...kept, ...lent])] });
}

import { afterEach, expect, test, vi } from 'vitest';
import type { App } from '../../../src-main/app/app.ts';
import { keepSystemSpelling, type SpellingSession } from '../../../src-main/app/system-spelling.ts';
import { openAppDatabase } from '../../../src-main/db/app-database.ts';
import { insertEntry } from '../../../src-main/db/lore.ts';
import { updateNovel } from '../../../src-main/db/novels.ts';
import { learnWord } from '../../../src-main/novels/check-spelling.ts';
import { loreContent } from '../../../src-main/services/importers/lore-content.ts';
import { noLog } from '../../../src-main/services/log.ts';
import { novelFile, temporaryFolder } from '../../helpers/novel-file.ts';

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

/** A system with a dictionary of its own, in which the writer has taught one word. */
function system(available: readonly string[] = []) {
  const state = { languages: null as readonly string[] | null, dictionary: new Set(['Marsh']), calls: 0 };
  const session: SpellingSession = {
    availableSpellCheckerLanguages: available,
    setSpellCheckerLanguages: (languages) => void (state.languages = languages),
    setSpellCheckerDictionaryDownloadURL: () => void state.calls++,
    listWordsInSpellCheckerDictionary: () => Promise.resolve([...state.dictionary]),
    addWordToSpellCheckerDictionary: (word) => {
      state.calls++;
      state.dictionary.add(word);
      return true;
    },
    removeWordFromSpellCheckerDictionary: (word) => state.dictionary.delete(word),
  };
  return { state, session };
}

function open(names: readonly string[], db = openAppDatabase(`${temporaryFolder()}/app.sqlite`)) {
  const novel = novelFile();
  const name = (title: string) =>
    insertEntry(novel.db, { content: loreContent({ title, body: '' }), createdBy: 'writer' });
  names.forEach(name);
  const app = { db, log: noLog, session: { db: novel.db } } as unknown as Pick<App, 'db' | 'log' | 'session'>;
  const keep = (session: SpellingSession, platform: NodeJS.Platform) => {
    stops.push(keepSystemSpelling(app, { session, platform, tickMs: 5 }));
  };
  return { db, novel: novel.db, name, keep };
}

const knows = (state: ReturnType<typeof system>['state'], ...words: string[]) =>
  vi.waitFor(() => expect([...state.dictionary].sort()).toEqual(words.sort()), { timeout: 5000 });

test('the system learns names and own words while a novel is open, and keeps only its own with the next', async () => {
  const { state, session } = system();
  const first = open(['Mara of the Marsh', "O'Brien"]);
  learnWord(first.db, 'lampwright');
  first.keep(session, 'darwin');
  await knows(state, 'Mara', 'of', 'the', 'Marsh', "O'Brien", 'lampwright');
  first.name('Tomas');
  await knows(state, 'Mara', 'of', 'the', 'Marsh', "O'Brien", 'lampwright', 'Tomas');
  stops.splice(0).forEach((stop) => stop());

  const second = open(['Ysolde'], first.db);
  second.keep(session, 'darwin');
  await knows(state, 'Marsh', 'lampwright', 'Ysolde'); // "Marsh" was the writer's before Fabula came
  expect(state.languages).toBeNull(); // macOS finds the language by itself
});

test('Windows checks in the novel’s language where it has it, and in none where it has not', async () => {
  const { state, session } = system(['de-DE', 'en-GB', 'en-US', 'id']);
  const { novel, keep } = open([]);
  const speaks = async (language: string, ...found: string[]) => {
    updateNovel(novel, { language });
    await vi.waitFor(() => expect(state.languages).toEqual(found), { timeout: 5000 });
  };
  keep(session, 'win32');
  await speaks('en', 'en-US');
  await speaks('en-GB', 'en-GB');
  await speaks('de', 'de-DE');
  await speaks('id-ID', 'id');
  await speaks('is');
});

test('nothing is asked of the system on Linux, where a language would be fetched from a host', async () => {
  const { state, session } = system(['en-US']);
  open(['Mara']).keep(session, 'linux');
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(state).toMatchObject({ languages: null, calls: 0 });
});

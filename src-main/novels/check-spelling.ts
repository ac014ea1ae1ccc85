import type { TextFault } from '../../src-shared/domain/spelling.ts';
import { getSetting, setSetting } from '../db/app-database.ts';
import type { Db } from '../db/connection.ts';
import type { LibraryPort } from '../jobs/library-port.ts';
import { z } from 'zod';

const setting = 'own-words';
const OwnWords = z.array(z.string()).catch([]);

/** The writer's own words, which are never faults, in the order of the alphabet. */
export function listOwnWords(app: Db): readonly string[] {
  return OwnWords.parse(getSetting(app, setting));
}

/** Puts a word among the writer's own. */
export function learnWord(app: Db, word: string): readonly string[] {
  return keep(app, [...listOwnWords(app).filter((known) => known !== word), word]);
}

/** Takes a word from the writer's own. */
export function forgetWord(app: Db, word: string): readonly string[] {
  return keep(
    app,
    listOwnWords(app).filter((known) => known !== word),
  );
}

function keep(app: Db, words: readonly string[]): readonly string[] {
  const value = [...words].sort((a, b) => a.localeCompare(b));
  setSetting(app, { name: setting, value });
  return value;
}

/**
 * What the offline checker finds in each text, in order; null where it does not know the novel's language. Names of the
 * worldbook are known to it, the writer's own words are taken out here. Throws what the library's worker throws.
 */
export async function checkSpelling(
  { library, app }: { readonly library: LibraryPort; readonly app: Db },
  texts: readonly string[],
): Promise<readonly (readonly TextFault[])[] | null> {
  const found = await library('checkGrammar', { texts, dialectOf: 'novel' });
  if (!found) return null;
  const own = new Set(listOwnWords(app).map(folded));
  return found.map((faults, at) =>
    faults
      .map(({ start, end, kind, message, suggestions }): TextFault => {
        return { start, end, isSpelling: kind === 'Spelling', message, suggestions };
      })
      .filter(({ start, end, isSpelling }) => !isSpelling || !own.has(folded(texts[at]!.slice(start, end)))),
  );
}

function folded(word: string): string {
  return word.toLowerCase().replaceAll('’', "'").replace(/'s$/u, '');
}

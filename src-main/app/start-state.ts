import type { StartState } from '../../src-shared/domain/library.ts';
import { toWireError, type WireError } from '../../src-shared/errors.ts';
import { allWords } from '../services/words.ts';
import type { App } from './app.ts';
import { takeGivenFile } from './given-files.ts';
import { describeOpened } from './opened-novel.ts';
import { lastNovel, recentNovels } from './recent-novels.ts';
import { readSettings } from './settings.ts';

const firsts = new WeakMap<App, Promise<WireError | null>>();

/**
 * Opens the novel that the app was given, else the one that was open when it ended; once. Answers why that failed, null
 * where it did not or there was none. Call it early: it runs while the window loads.
 */
export function openFirstNovel(app: App): Promise<WireError | null> {
  const first = firsts.get(app) ?? open(app);
  firsts.set(app, first);
  return first;
}

async function open(app: App): Promise<WireError | null> {
  try {
    const given = takeGivenFile(app);
    const path = given ? app.files.pathOf(given) : lastNovel(app.db);
    if (path !== null) await app.openNovel(path);
    return null;
  } catch (error) {
    app.log.error('first-novel-not-opened', error);
    return toWireError(error);
  }
}

/** Everything the window's first drawing needs; a window that was loaded again gets the novel that is open. */
export async function startState(app: App): Promise<StartState> {
  const failure = await openFirstNovel(app);
  const { session, db, locale } = app;
  return {
    platform: process.platform,
    settings: readSettings(db),
    words: allWords(locale),
    opened: session && describeOpened(app, session),
    failure: session ? null : failure,
    recent: recentNovels(db),
  };
}

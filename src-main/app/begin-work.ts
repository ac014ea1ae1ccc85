import { rememberNovel } from '../db/app-database.ts';
import { getNovel } from '../db/novels.ts';
import { holdPaidJobs } from '../novels/hold-paid-jobs.ts';
import type { NovelSession } from '../novels/novel-session.ts';
import type { App } from './app.ts';
import { followJobs } from './follow-jobs.ts';
import { indexKeeperOf, stopKeepingIndex } from './keep-index.ts';
import { keepLastNovel } from './recent-novels.ts';
import { rescueNovel } from './rescue-novel.ts';
import { watchFile } from './watch-file.ts';

/**
 * Begins what goes on beside the writing in a novel that was just opened: its queue, its index, a watch over its
 * file, its place among the recent ones. Answers how to end it, before the session is closed.
 */
export function beginWork(app: App, session: NovelSession): () => void {
  const { novel } = session;
  const stopWatching = novel.place.kind === 'local' ? watchLosses(app, session) : () => undefined;
  remember(app, session);
  holdPaidJobs(session.db);
  followJobs(session, app);
  indexKeeperOf(session, app);
  return () => {
    stopWatching();
    stopKeepingIndex(session);
  };
}

/** What cannot be remembered, on a full disk say, does not stand in the way of writing. */
function remember({ db, log }: App, { novel, db: novelDb }: NovelSession): void {
  try {
    const { title } = getNovel(novelDb);
    rememberNovel(db, { path: novel.path, novelId: novel.id, title, openedAt: Date.now() });
    keepLastNovel(db, novel.path);
  } catch (error) {
    log.error('novel-not-remembered', error);
  }
}

function watchLosses(app: App, session: NovelSession): () => void {
  return watchFile(session.novel.path, (loss) => {
    rescueNovel(app, session, loss).catch((error: unknown) => {
      app.log.error('novel-not-rescued', error);
      app.emit('novels.lost', { novelId: session.novel.id, path: session.novel.path });
    });
  });
}

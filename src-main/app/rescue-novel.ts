import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { nameBeside } from '../novels/publish.ts';
import type { NovelSession } from '../novels/novel-session.ts';
import { saveCopy } from '../novels/save-copy.ts';
import { rmSync } from 'node:fs';
import type { App } from './app.ts';
import { describeOpened } from './opened-novel.ts';
import type { FileLoss } from './watch-file.ts';

/**
 * Goes on after the open novel's file was deleted, moved or replaced: everything in it, as it is held open, is copied
 * to a new file, at its own place where nothing is there now and beside it otherwise, and that file is opened. The
 * window is told. Throws what the copying threw; the novel is then still open as it was.
 */
export async function rescueNovel(app: App, session: NovelSession, cause: FileLoss): Promise<void> {
  const { id: novelId, path } = session.novel;
  const target = existsSync(path) || !existsSync(dirname(path)) ? nameBeside(path) : path;
  const changes = session.db.prepare<[], number>('SELECT total_changes()').pluck();
  for (;;) {
    const before = changes.get();
    await saveCopy(session.db, { novelId, path: target });
    if (changes.get() === before) break; // else something was saved since: copy again
    rmSync(target);
  }
  app.log.warn('novel-rescued', { novel: novelId, cause });
  await app.closeNovel().catch((error: unknown) => app.log.error('lost-novel-not-closed', error));
  const reopened = await app.openNovel(target);
  app.emit('novels.rescued', { cause, path, opened: describeOpened(app, reopened) });
}

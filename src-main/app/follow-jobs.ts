import type { NovelSession } from '../novels/novel-session.ts';
import type { App } from './app.ts';
import { readSettings } from './settings.ts';

/**
 * Tells the window what happens to a novel's jobs and works the queue off; nothing runs while model features are off.
 * Jobs that a dead app left behind go on by themselves where they cost nothing; the others wait for the writer.
 */
export function followJobs(session: NovelSession, { db, emit }: Pick<App, 'db' | 'emit'>): void {
  const { id: novelId } = session.novel;
  session.jobs.subscribe((event) => emit('jobs.event', { novelId, event }));
  if (readSettings(db).modelFeatures) session.jobs.start();
}

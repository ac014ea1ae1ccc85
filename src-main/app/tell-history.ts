import type { UndoLabel } from '../../src-shared/domain/undo.ts';
import type { Db } from '../db/connection.ts';
import { peekActions } from '../novels/undo-log.ts';
import type { App } from './app.ts';

interface NextSteps {
  readonly undo: UndoLabel | null;
  readonly redo: UndoLabel | null;
}

/** What the window was last told, by the novel's handle. */
const known = new WeakMap<Db, string>();

/** Tells the window what an undo and a redo would take next, where that is something else than before. Costs two rows. */
export function tellHistory({ session, emit }: Pick<App, 'session' | 'emit'>): void {
  if (!session?.db.open) return;
  const next: NextSteps = peekActions(session.db);
  const now = JSON.stringify(next);
  if (known.get(session.db) === now) return;
  known.set(session.db, now);
  emit('history.changed', { novelId: session.novel.id, ...next });
}

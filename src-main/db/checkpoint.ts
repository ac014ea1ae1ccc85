import type { Db } from './connection.ts';

/** Empties the WAL into the file if no reader stands in the way; never waits for one. */
export function checkpoint(db: Db): void {
  const timeout = db.pragma('busy_timeout', { simple: true }) as number;
  db.pragma('busy_timeout = 0');
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.pragma(`busy_timeout = ${timeout}`);
  }
}

/** Checkpoints once writing has paused for `idleMs`, so that the WAL stays small. Answers how to stop it. */
export function checkpointWhenIdle(db: Db, idleMs = 5000): () => void {
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck();
  let seen = changes.get();
  let done = seen;
  const timer = setInterval(() => {
    if (!db.open || db.inTransaction) return;
    const now = changes.get();
    if (now === seen && now !== done) {
      try {
        checkpoint(db);
        done = now;
      } catch {
        // A full disk or a busy reader: the WAL keeps everything, and the next pause tries again.
      }
    }
    seen = now;
  }, idleMs);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Ends the work on a file: afterwards it is one whole file without side files. Waits up to two seconds for readers;
 * throws SQLite's error when one stays, with nothing lost.
 */
export async function comeToRest(db: Db): Promise<void> {
  const until = Date.now() + 2000;
  db.pragma('busy_timeout = 0');
  for (;;) {
    try {
      db.pragma('wal_checkpoint(TRUNCATE)');
      db.pragma('journal_mode = DELETE');
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

import type { LedgerEntry, Spent } from '../../src-shared/domain/costs.ts';
import { nothingSpent } from '../../src-shared/domain/costs.ts';
import type { Usage } from '../../src-shared/domain/model.ts';
import { write, type Db } from './connection.ts';

/** A call as it is entered before it is made. */
export interface NewLedgerEntry extends Pick<
  LedgerEntry,
  'at' | 'novelTitle' | 'jobId' | 'role' | 'step' | 'model' | 'provider' | 'kind' | 'predicted'
> {
  readonly novelId: string | null;
  readonly countedTokens: number;
  readonly maxTokens: number;
  readonly reserved: number | null; // US dollars, the most it can cost
  readonly ended: LedgerEntry['ended'];
}

/** Enters a call and answers its number. */
export const insertLedgerEntry = write((db, entry: NewLedgerEntry): number =>
  Number(
    db
      .prepare(
        `INSERT INTO ledger (at, pid, novel_id, novel_title, job_id, role, step, model, provider, counted_tokens,
             max_tokens, kind, predicted, reserved, ended)
           VALUES (:at, :pid, :novelId, :novelTitle, :jobId, :role, :step, :model, :provider, :countedTokens,
             :maxTokens, :kind, :predicted, :reserved, :ended)`,
      )
      .run({ ...entry, pid: process.pid }).lastInsertRowid,
  ),
);

export interface LedgerEnd {
  readonly id: number;
  readonly usage: Usage;
  readonly kind: LedgerEntry['kind'];
  readonly cost: number | null;
  readonly ended: LedgerEntry['ended'];
}

/** Says what became of a call. One that was given up for lost may still be told. */
export const endLedgerEntry = write((db, { usage, ...end }: LedgerEnd): void => {
  db.prepare(
    `UPDATE ledger SET input_tokens = :inputTokens, output_tokens = :outputTokens, cached_tokens = :cachedTokens,
       cache_write_tokens = :cacheWriteTokens, kind = :kind, cost = :cost, ended = :ended
     WHERE id = :id AND ended IN ('open', 'lost')`,
  ).run({ ...usage, cacheWriteTokens: usage.cacheWriteTokens ?? null, ...end });
});

/** Gives calls up that a job left open: its worker is gone. What they cost is not known. */
export const loseCallsOf = write((db, jobId: string): void => {
  db.prepare(`UPDATE ledger SET ended = 'lost' WHERE job_id = ? AND ended = 'open'`).run(jobId);
});

/** Gives the calls up that embed a novel in this program: its library's worker is gone. */
export const loseEmbeddingCalls = write((db, novelId: string | null): void => {
  db.prepare(
    `UPDATE ledger SET ended = 'lost' WHERE role = 'embedding' AND ended = 'open' AND pid = ? AND novel_id IS ?`,
  ).run(process.pid, novelId);
});

/** Gives calls up whose program is gone. */
export const loseCallsOfDeadPrograms = write((db, isAlive: (pid: number) => boolean): void => {
  const pids = db
    .prepare<[], { pid: number }>(`SELECT DISTINCT pid FROM ledger WHERE ended = 'open'`)
    .all()
    .map(({ pid }) => pid);
  for (const pid of pids.filter((one) => !isAlive(one)))
    db.prepare(`UPDATE ledger SET ended = 'lost' WHERE ended = 'open' AND pid = ?`).run(pid);
});

/** What a sum of ledger rows is made of; a call whose cost is not known counts at the most it could cost. */
export const spentColumns = `
  coalesce(sum(CASE WHEN kind = 'priced' THEN coalesce(cost, reserved, 0) ELSE 0 END), 0) AS usd,
  coalesce(sum(CASE WHEN kind = 'priced' AND cost IS NULL THEN coalesce(reserved, 0) ELSE 0 END), 0) AS uncertain,
  count(*) AS calls,
  coalesce(sum(kind = 'local'), 0) AS localCalls,
  coalesce(sum(kind = 'unknown'), 0) AS unknownCalls,
  coalesce(sum(kind = 'stored'), 0) AS storedCalls`;

/** What was spent since then. */
export function spentSince(db: Db, since: number): Spent {
  return (
    db.prepare<[number], Spent>(`SELECT ${spentColumns} FROM ledger WHERE at >= ?`).get(since) ?? nothingSpent
  );
}

/** What a job has spent over all its attempts. */
export function spentByJob(db: Db, jobId: string): Spent {
  return (
    db.prepare<[string], Spent>(`SELECT ${spentColumns} FROM ledger WHERE job_id = ?`).get(jobId) ??
    nothingSpent
  );
}

/** What each job of a novel has spent. */
export function spentByJobs(db: Db, novelId: string): readonly (Spent & { readonly jobId: string })[] {
  return db
    .prepare<[string], Spent & { jobId: string }>(
      `SELECT job_id AS jobId, ${spentColumns} FROM ledger
       WHERE novel_id = ? AND job_id IS NOT NULL GROUP BY job_id`,
    )
    .all(novelId);
}

const entryColumns = `id, at, novel_title AS novelTitle, job_id AS jobId, role, step, model, provider,
  input_tokens AS inputTokens, output_tokens AS outputTokens, cached_tokens AS cachedTokens,
  cache_write_tokens AS cacheWriteTokens, kind, predicted, cost, ended`;

/** A page of the ledger, the newest call first. */
export function listLedger(
  db: Db,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): readonly LedgerEntry[] {
  return db
    .prepare<[number, number], LedgerEntry>(
      `SELECT ${entryColumns} FROM ledger ORDER BY at DESC, id DESC LIMIT ? OFFSET ?`,
    )
    .all(limit, offset);
}

/** How many calls the ledger holds. */
export function countLedger(db: Db): number {
  return db.prepare<[], { n: number }>('SELECT count(*) AS n FROM ledger').get()?.n ?? 0;
}

/** How much of the room for its answer a role's calls have used of late, 0..1; null where there were too few. */
export function usedShareOf(db: Db, role: string): number | null {
  const row = db
    .prepare<[string], { n: number; share: number }>(
      `SELECT count(*) AS n, avg(share) AS share FROM (
         SELECT 1.0 * output_tokens / max_tokens AS share FROM ledger
         WHERE role = ? AND output_tokens > 0 AND ended = 'stop' AND kind <> 'stored' ORDER BY at DESC LIMIT 50)`,
    )
    .get(role);
  return row && row.n >= 3 ? Math.min(1, row.share) : null;
}

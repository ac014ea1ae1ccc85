import type { StoredAnswer } from '../../agents/model/stored-answers.ts';
import { Usage } from '../../src-shared/domain/model.ts';
import type { CacheStats } from '../../src-shared/domain/costs.ts';
import { getSetting, setSetting } from './app-database.ts';
import { write, type Db } from './connection.ts';
import { packText, unpackText } from './packed-json.ts';

/** So many answers are kept, and so many bytes of them; those that were not asked for the longest go first. */
export const mostAnswers = 5000;
export const mostBytes = 64 * 1024 * 1024;

const counts = 'stored-answer-lookups';

interface Row {
  readonly text: Uint8Array;
  readonly usage: string;
}

/** A stored answer, null where there is none; the look-up is counted. */
export const findAnswer = write(
  (db, { hash, now }: { readonly hash: string; readonly now: number }): StoredAnswer | null => {
    const row = db.prepare<[string], Row>('SELECT text, usage FROM stored_answer WHERE hash = ?').get(hash);
    const { hits, misses } = lookups(db);
    setSetting(db, { name: counts, value: row ? { hits: hits + 1, misses } : { hits, misses: misses + 1 } });
    if (!row) return null;
    db.prepare('UPDATE stored_answer SET used_at = ? WHERE hash = ?').run(now, hash);
    return { text: unpackText(row.text), usage: Usage.parse(JSON.parse(row.usage)) };
  },
);

export interface KeptAnswer {
  readonly hash: string;
  readonly model: string;
  readonly answer: StoredAnswer;
  readonly now: number;
}

/** Keeps an answer and lets the oldest go where there are too many. */
export const keepAnswer = write((db, { hash, model, answer, now }: KeptAnswer): void => {
  db.prepare(
    `INSERT OR REPLACE INTO stored_answer (hash, model, text, usage, used_at) VALUES (?, ?, ?, ?, ?)`,
  ).run(hash, model, packText(answer.text), JSON.stringify(answer.usage), now);
  trim(db, { answers: mostAnswers, bytes: mostBytes });
});

/** Takes away what was not asked for the longest until no more than this is kept. */
export const trim = write((db, most: { readonly answers: number; readonly bytes: number }): void => {
  db.prepare(
    `DELETE FROM stored_answer WHERE hash IN (
       SELECT hash FROM (SELECT hash, row_number() OVER newest AS place, sum(length(text)) OVER newest AS total
         FROM stored_answer WINDOW newest AS (ORDER BY used_at DESC, hash ROWS UNBOUNDED PRECEDING))
       WHERE place > :answers OR total > :bytes)`,
  ).run(most);
});

/** Forgets every stored answer and how often there was one. */
export function clearAnswers(db: Db): void {
  clear(db, counts);
}

const clear = write((db, name: string): void => {
  db.prepare('DELETE FROM stored_answer').run();
  setSetting(db, { name, value: undefined });
});

/** What is kept, and how often it was found since it was last cleared. */
export function answerStats(db: Db): CacheStats {
  const row = db
    .prepare<[], { answers: number; bytes: number }>(
      'SELECT count(*) AS answers, coalesce(sum(length(text)), 0) AS bytes FROM stored_answer',
    )
    .get();
  return { answers: row?.answers ?? 0, bytes: row?.bytes ?? 0, ...lookups(db) };
}

function lookups(db: Db): { readonly hits: number; readonly misses: number } {
  const kept = getSetting(db, counts) as { hits: number; misses: number } | undefined;
  return kept ?? { hits: 0, misses: 0 };
}

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { NovelId } from '../../src-shared/domain/ids.ts';
import type { Layer, ExamResult } from '../../src-shared/domain/qa.ts';
import { appDatabaseFile } from '../services/paths.ts';
import { openWriter, write, type Db } from './connection.ts';
import { appDatabaseId, appMigrations, listMigrations, migrate } from './migrate.ts';

/**
 * Opens the one database beside all novels, made on first use: settings, recent novels, exams. Several processes may
 * hold it at once; each write is short.
 */
export function openAppDatabase(path = appDatabaseFile()): Db {
  mkdirSync(dirname(path), { recursive: true });
  const db = openWriter(path);
  try {
    migrate(db, { migrations: listMigrations(appMigrations), applicationId: appDatabaseId });
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A setting's plain JSON value, undefined where it was never set. The caller parses it by its own schema. */
export function getSetting(db: Db, name: string): unknown {
  const row = db.prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?').get(name);
  return row ? JSON.parse(row.value) : undefined;
}

/** Keeps a setting; undefined takes it away. */
export const setSetting = write(
  (db, { name, value }: { readonly name: string; readonly value: unknown }): void => {
    if (value === undefined) db.prepare('DELETE FROM setting WHERE name = ?').run(name);
    else
      db.prepare(
        'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      ).run(name, JSON.stringify(value));
  },
);

export interface RecentNovel {
  readonly path: string;
  readonly novelId: NovelId;
  readonly title: string;
  readonly openedAt: number;
}

/** Puts a novel at the head of the recent ones. */
export const rememberNovel = write((db, novel: RecentNovel): void => {
  db.prepare(
    `INSERT INTO recent_novel (path, novel_id, title, opened_at) VALUES (:path, :novelId, :title, :openedAt)
     ON CONFLICT (path) DO UPDATE SET novel_id = excluded.novel_id, title = excluded.title,
       opened_at = excluded.opened_at`,
  ).run(novel);
});

/** The novels opened last, the newest first. */
export function listRecentNovels(db: Db, limit = 20): readonly RecentNovel[] {
  return db
    .prepare<[number], RecentNovel>(
      `SELECT path, novel_id AS novelId, title, opened_at AS openedAt FROM recent_novel
       ORDER BY opened_at DESC LIMIT ?`,
    )
    .all(limit);
}

/** Takes a novel off the recent ones; its file stays. */
export const forgetNovel = write((db, path: string): void => {
  db.prepare('DELETE FROM recent_novel WHERE path = ?').run(path);
});

/** Keeps what a model got in a layer's exam, in place of an earlier result. */
export const recordExam = write((db, { passed, ...result }: ExamResult): void => {
  db.prepare(
    `INSERT OR REPLACE INTO exam_result (model, layer, planted, found, clean, accused, passed, taken_at)
     VALUES (:model, :layer, :planted, :found, :clean, :accused, :passed, :takenAt)`,
  ).run({ ...result, passed: passed ? 1 : 0 });
});

interface ExamRow extends Omit<ExamResult, 'passed' | 'takenAt' | 'layer'> {
  layer: Layer;
  passed: number;
  taken_at: number;
}

/** The exams a model has sat, one per layer. */
export function listExams(db: Db, model: string): readonly ExamResult[] {
  return db
    .prepare<[string], ExamRow>('SELECT * FROM exam_result WHERE model = ? ORDER BY layer')
    .all(model)
    .map(({ taken_at: takenAt, passed, ...row }) => ({ ...row, passed: passed === 1, takenAt }));
}

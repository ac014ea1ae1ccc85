import type { NovelId } from '../../src-shared/domain/ids.ts';
import type { Novel } from '../../src-shared/domain/novel.ts';
import { AppError } from '../../src-shared/errors.ts';
import { read, write, type Db } from './connection.ts';

interface NovelRow {
  id: string;
  title: string;
  author: string;
  language: string;
  premise: string;
  style: string;
  created_at: number;
  updated_at: number;
}

/** The file's one novel. Throws NOVEL_NOT_A_NOVEL where the file holds none. */
export function getNovel(db: Db): Novel {
  const row = read(db, () => db.prepare<[], NovelRow>('SELECT * FROM novel').get());
  if (!row) throw new AppError('NOVEL_NOT_A_NOVEL', { path: db.name });
  return {
    id: row.id as NovelId,
    title: row.title,
    author: row.author,
    language: row.language,
    premise: row.premise,
    style: row.style,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Puts the novel's row into a fresh file. */
export const insertNovel = write((db, novel: Novel): void => {
  db.prepare(
    `INSERT INTO novel (id, title, author, language, premise, style, created_at, updated_at)
     VALUES (:id, :title, :author, :language, :premise, :style, :createdAt, :updatedAt)`,
  ).run(novel);
});

export type NovelChange = Partial<Pick<Novel, 'title' | 'author' | 'language' | 'premise' | 'style'>>;

/** Changes what is given of the novel's own words and leaves the rest. */
export const updateNovel = write((db, change: NovelChange): Novel => {
  db.prepare(
    `UPDATE novel SET title = :title, author = :author, language = :language, premise = :premise, style = :style,
       updated_at = :now`,
  ).run({ ...getNovel(db), ...change, now: Date.now() });
  return getNovel(db);
});

/** The novel's overrides (models, agents, tasks) as plain JSON, by name. */
export function getNovelSettings(db: Db): Readonly<Record<string, unknown>> {
  const row = db.prepare<[], { settings: string }>('SELECT settings FROM novel').get();
  return row ? (JSON.parse(row.settings) as Record<string, unknown>) : {};
}

/** Keeps one override; null takes it away. */
export const setNovelSetting = write((db, { name, value }: { name: string; value: unknown }): void => {
  const settings = { ...getNovelSettings(db), [name]: value ?? undefined };
  db.prepare('UPDATE novel SET settings = ?, updated_at = ?').run(JSON.stringify(settings), Date.now());
});

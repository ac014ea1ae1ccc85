import { existsSync, rmSync } from 'node:fs';
import type { NovelId } from '../../src-shared/domain/ids.ts';
import type { Novel } from '../../src-shared/domain/novel.ts';
import { AppError } from '../../src-shared/errors.ts';
import { openWriter } from '../db/connection.ts';
import { listMigrations, migrate, novelMigrations } from '../db/migrate.ts';
import { insertNovel, type NovelChange } from '../db/novels.ts';
import { newId } from '../services/ids.ts';

export interface CreateNovel extends NovelChange {
  readonly path: string;
}

/** Makes an empty novel in a new file, at rest. Throws NOVEL_EXISTS and leaves no half-made file behind. */
export function createNovel({ path, ...words }: CreateNovel): Novel {
  if (existsSync(path)) throw new AppError('NOVEL_EXISTS', { path });
  const now = Date.now();
  const novel: Novel = {
    title: '',
    author: '',
    language: 'en',
    premise: '',
    style: '',
    ...words,
    id: newId<NovelId>(),
    createdAt: now,
    updatedAt: now,
  };
  const db = openWriter(path);
  try {
    migrate(db, { migrations: listMigrations(novelMigrations) });
    insertNovel(db, novel);
    db.pragma('journal_mode = DELETE');
    db.close();
    return novel;
  } catch (error) {
    db.close();
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
    throw error;
  }
}

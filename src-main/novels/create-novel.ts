import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { NovelId } from '../../src-shared/domain/ids.ts';
import type { Novel } from '../../src-shared/domain/novel.ts';
import { AppError } from '../../src-shared/errors.ts';
import { openPlainWriter, translate } from '../db/connection.ts';
import { listMigrations, migrate, novelMigrations } from '../db/migrate.ts';
import { insertNovel, type NovelChange } from '../db/novels.ts';
import { placeNew, sideFiles } from '../services/durable-files.ts';
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
  const temporary = join(dirname(path), `.~${basename(path)}.tmp`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    removeAll(temporary);
    const db = openPlainWriter(temporary);
    try {
      migrate(db, { migrations: listMigrations(novelMigrations) });
      insertNovel(db, novel);
    } finally {
      db.close();
    }
    placeNew(temporary, path);
    return novel;
  } catch (error) {
    removeAll(temporary);
    throw translate(error, path);
  }
}

function removeAll(path: string): void {
  for (const suffix of ['', ...sideFiles]) rmSync(path + suffix, { force: true });
}

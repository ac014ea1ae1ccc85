import { existsSync } from 'node:fs';
import type { NovelId } from '../../src-shared/domain/ids.ts';
import { AppError } from '../../src-shared/errors.ts';
import { openWriter, type Db } from '../db/connection.ts';
import { listMigrations, migrate, novelMigrations } from '../db/migrate.ts';
import { getNovel } from '../db/novels.ts';

/** A novel that this process may write, until it is closed. */
export interface OpenNovel {
  readonly id: NovelId;
  /** The file the writer knows. */
  readonly path: string;
  /** The file the work happens in: the same one, or a local copy of it. Workers read this one. */
  readonly workPath: string;
  readonly db: Db;
  /** Ends the work: afterwards the novel is one whole file. Close the workers' handles first. */
  close(): Promise<void>;
}

export interface OpenNovelOptions {
  readonly path: string;
}

/** Opens a novel as its one writer. */
export async function openNovel({ path }: OpenNovelOptions): Promise<OpenNovel> {
  if (!existsSync(path)) throw new AppError('NOVEL_NOT_FOUND', { path });
  const db = openWriter(path);
  try {
    migrate(db, { migrations: listMigrations(novelMigrations) });
    const { id } = getNovel(db);
    return {
      id,
      path,
      workPath: path,
      db,
      close: async () => {
        db.pragma('wal_checkpoint(TRUNCATE)');
        db.pragma('journal_mode = DELETE');
        db.close();
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

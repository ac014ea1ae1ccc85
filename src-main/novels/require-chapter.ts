import type { ChapterId } from '../../src-shared/domain/ids.ts';
import { chaptersOf, type Chapter } from '../../src-shared/domain/novel.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Db } from '../db/connection.ts';
import { getOutline } from '../db/outline.ts';

/** The chapter of this id as the outline has it. Throws CHAPTER_NOT_FOUND. */
export function requireChapter(db: Db, id: ChapterId): Chapter {
  const chapter = chaptersOf(getOutline(db)).find((candidate) => candidate.id === id);
  if (!chapter) throw new AppError('CHAPTER_NOT_FOUND', { chapter: id });
  return chapter;
}

import type { ChapterId } from '../../src-shared/domain/ids.ts';
import type { ExportFormat } from '../../src-shared/domain/manuscript.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Db } from '../db/connection.ts';
import { getNovel } from '../db/novels.ts';
import { writeDurably } from '../services/durable-files.ts';
import { requireChapter } from './require-chapter.ts';
import type { NovelWithLibrary } from './update-index.ts';

export interface ExportWish {
  readonly format: ExportFormat;
  /** Only this chapter; null for the whole novel. */
  readonly chapterId: ChapterId | null;
}

/** Makes the file's bytes in the library's worker and writes them whole or not at all. Throws DISK_FULL, EXPORT_FAILED. */
export async function saveExport(
  { library }: Pick<NovelWithLibrary, 'library'>,
  { path, ...wish }: ExportWish & { readonly path: string },
): Promise<void> {
  const bytes = await library('exportManuscript', wish);
  try {
    writeDurably(path, bytes);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw new AppError('DISK_FULL', { path }, error);
    throw new AppError('EXPORT_FAILED', { path, reason: message }, error);
  }
}

/** What the file is called where the writer says nothing else: the novel's title, and the chapter's. */
export function suggestedName(db: Db, { format, chapterId }: ExportWish): string {
  const { title } = getNovel(db);
  const chapter = chapterId === null ? null : requireChapter(db, chapterId);
  const name = [title, chapter && (chapter.title || String(chapter.number))].filter(Boolean).join(' - ');
  return `${(name || 'Fabula')
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 120)}.${format}`;
}

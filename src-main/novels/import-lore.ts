import type { ImportChoices, ImportReport } from '../../src-shared/domain/import.ts';
import { LoreContent } from '../../src-shared/domain/lore.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { ParsedFile } from '../retrieval/requests.ts';
import { storeLore } from './store-lore.ts';
import type { NovelWithLibrary } from './update-index.ts';

export interface ImportLore {
  readonly paths: readonly string[]; // absolute files and folders
  readonly choices: ImportChoices;
}

/**
 * Takes a worldbook into the novel: the library's worker reads and checks every file, then all entries are written in
 * one transaction, or none. Entries are the same when kind and title are; a replaced one keeps its id. Call
 * `updateIndex` afterwards. Throws an IMPORT_ error that names file, entry and field.
 */
export async function importLore(
  { db, library }: Pick<NovelWithLibrary, 'db' | 'library'>,
  { paths, choices }: ImportLore,
): Promise<ImportReport> {
  const files = await library('parseLore', { paths });
  for (const file of files) checkEntries(file);
  return storeLore(db, { files, choices }).report;
}

/** The parsed entries came over a wire: they are checked once more before anything is written. Throws IMPORT_INVALID. */
export function checkEntries({ path, entries }: ParsedFile): void {
  for (const entry of entries) {
    const { error } = LoreContent.safeParse(entry);
    const issue = error?.issues[0];
    if (issue)
      throw new AppError('IMPORT_INVALID', {
        path,
        entry: entry.title,
        field: issue.path.join('.'),
        reason: issue.message,
      });
  }
}

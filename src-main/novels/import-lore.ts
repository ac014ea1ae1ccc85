import type { ImportChoices, ImportNote, ImportReport } from '../../src-shared/domain/import.ts';
import type { EntryId } from '../../src-shared/domain/ids.ts';
import { LoreContent, type LoreEntry } from '../../src-shared/domain/lore.ts';
import { AppError } from '../../src-shared/errors.ts';
import { chaptersOf } from '../../src-shared/domain/novel.ts';
import { lowerCase } from '../../src-shared/text/fold.ts';
import { write, type Db } from '../db/connection.ts';
import { insertEntry, listEntries, resolveProgressions, resolveRelations, updateEntry } from '../db/lore.ts';
import { getNovel } from '../db/novels.ts';
import { getOutline } from '../db/outline.ts';
import type { ParsedFile } from '../retrieval/requests.ts';
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
  return storeLore(db, { files, choices });
}

/** The parsed entries came over a wire: they are checked once more before anything is written. */
function checkEntries({ path, entries }: ParsedFile): void {
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

type Outcome = 'added' | 'updated' | 'unchanged' | 'skipped';

const storeLore = write(
  (db, { files, choices }: { files: readonly ParsedFile[]; choices: ImportChoices }): ImportReport => {
    const { language } = getNovel(db);
    const known = Map.groupBy(listEntries(db), (entry) => identity(entry, language));
    const count: Record<Outcome, number> = { added: 0, updated: 0, unchanged: 0, skipped: 0 };
    const kept: ImportNote[] = [];
    for (const { path, entries } of files)
      for (const content of entries) {
        const there = known.get(identity(content, language))?.shift() ?? null;
        const outcome = storeEntry(db, { content, there, choices });
        count[outcome]++;
        if (outcome === 'skipped' && choices.conflicts === 'update')
          kept.push({ file: path, key: 'import.kept', values: { entry: content.title } });
      }
    return {
      files: files.map(({ path, format, entries }) => ({ path, format, entries: entries.length })),
      ...count,
      relations: resolveRelations(db, nameLookup(listEntries(db), language)),
      progressionsWaiting: resolveProgressions(db, chaptersOf(getOutline(db))),
      notes: [...files.flatMap(({ notes }) => notes), ...kept],
    };
  },
);

/** Entries of one title and kind are matched in their order, so that importing a file twice changes nothing. */
const identity = ({ kind, title }: Pick<LoreContent, 'kind' | 'title'>, language: string): string =>
  `${kind} ${lowerCase(title.normalize('NFKC'), language)}`;

function storeEntry(
  db: Db,
  { content, there, choices }: { content: LoreContent; there: LoreEntry | null; choices: ImportChoices },
): Outcome {
  if (there !== null && isSame(there, content)) return 'unchanged';
  if (there === null || choices.conflicts === 'keep-both') {
    insertEntry(db, { content, createdBy: 'import' });
    return 'added';
  }
  const isWriters = choices.conflicts === 'update' && there.changedBy !== 'import';
  if (choices.conflicts === 'skip' || isWriters) return 'skipped';
  const progressions = content.progressions.length > 0 ? content.progressions : there.progressions;
  updateEntry(db, { id: there.id, content: { ...content, progressions }, changedBy: 'import' });
  return 'updated';
}

/** True when the file brings nothing that the entry does not have. Progressions the writer set beside a file without any stay. */
function isSame(there: LoreEntry, content: LoreContent): boolean {
  const progressions = content.progressions.length > 0 ? content.progressions : there.progressions;
  const plain = (one: LoreContent): string =>
    JSON.stringify({
      ...LoreContent.parse(one),
      attributes: Object.entries(one.attributes),
      relations: one.relations.map((relation) => ({ ...relation, toEntryId: null })),
      progressions: one.progressions.map(({ fromChapter, text }) => ({ fromChapter, text })),
    });
  return plain(there) === plain({ ...content, progressions });
}

/** Finds an entry by title, else by alias; a name that several have belongs to the first. */
function nameLookup(entries: readonly LoreEntry[], language: string): (title: string) => EntryId | null {
  const names = new Map<string, EntryId>();
  const fold = (name: string): string => lowerCase(name.trim().normalize('NFKC'), language);
  for (const { id, title } of entries) if (!names.has(fold(title))) names.set(fold(title), id);
  for (const { id, aliases } of entries)
    for (const alias of aliases) if (!names.has(fold(alias))) names.set(fold(alias), id);
  return (title) => names.get(fold(title)) ?? null;
}

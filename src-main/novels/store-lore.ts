import type {
  ConflictChoice,
  ImportChoices,
  ImportNote,
  ImportReport,
} from '../../src-shared/domain/import.ts';
import type { EntryId } from '../../src-shared/domain/ids.ts';
import { LoreContent, type LoreEntry } from '../../src-shared/domain/lore.ts';
import { chaptersOf } from '../../src-shared/domain/novel.ts';
import { lowerCase } from '../../src-shared/text/fold.ts';
import { write, type Db } from '../db/connection.ts';
import { getEntry, insertEntry, resolveProgressions, resolveRelations, updateEntry } from '../db/lore.ts';
import { listSummaries } from '../db/lore-summaries.ts';
import { readLoreState } from '../db/lore-states.ts';
import { getNovel } from '../db/novels.ts';
import { getOutline } from '../db/outline.ts';
import type { ParsedFile } from '../retrieval/requests.ts';
import { recordAction, type UndoChange } from './undo-log.ts';

export interface StoreLore {
  readonly files: readonly ParsedFile[];
  readonly choices: ImportChoices;
  /** Another choice for entries, by their file's path and their number in it: "places/mill.md#0". */
  readonly exceptions?: Readonly<Record<string, ConflictChoice>>;
  /** Entries a preview found to bring nothing new, named as above, with the state they were compared with. */
  readonly same?: ReadonlyMap<string, KnownEntry>;
}

/** An entry that stands, in a certain state. */
export type KnownEntry = Pick<LoreEntry, 'id' | 'revision'>;

/** What was stored, and the id of its action in the novel's log; null where nothing was changed. */
export interface StoredLore {
  readonly report: ImportReport;
  readonly actionId: number | null;
}

type Outcome = 'added' | 'updated' | 'unchanged' | 'skipped';

/** Writes what was read into the worldbook, all of it or nothing, in a way that can be taken back. */
export const storeLore = write((db, { files, choices, exceptions = {}, same }: StoreLore): StoredLore => {
  const { language } = getNovel(db);
  const standing = knownEntries(db, language);
  const count: Record<Outcome, number> = { added: 0, updated: 0, unchanged: 0, skipped: 0 };
  const kept: ImportNote[] = [];
  const changes: UndoChange[] = [];
  for (const { path, entries } of files)
    for (const [number, content] of entries.entries()) {
      const there = standing(content);
      const at = `${path}#${number}`;
      if (there !== null && isKnownSame(there, same?.get(at))) {
        count.unchanged++;
        continue;
      }
      const conflicts = exceptions[at] ?? choices.conflicts;
      const known = there === null ? null : getEntry(db, there.id);
      const { outcome, change } = storeEntry(db, { content, there: known, conflicts });
      count[outcome]++;
      if (change) changes.push(change);
      if (outcome === 'skipped' && conflicts === 'update')
        kept.push({ file: path, key: 'import.kept', values: { entry: content.title } });
    }
  const report = {
    files: files.map(({ path, format, entries }) => ({ path, format, entries: entries.length })),
    ...count,
    relations: resolveRelations(db, nameLookup(db, language)),
    progressionsWaiting: resolveProgressions(db, chaptersOf(getOutline(db))),
    notes: [...files.flatMap(({ notes }) => notes), ...kept],
  };
  const label = { key: 'undo.import-lore', values: { count: changes.length } };
  return { report, actionId: changes.length === 0 ? null : recordAction(db, { label, changes }) };
});

/**
 * Gives the entry that stands in a content's place: kind and title are the same. Entries of one title and kind are
 * given in their order, each once, so that importing a file twice changes nothing.
 */
export function knownEntries(db: Db, language: string): (content: LoreContent) => KnownEntry | null {
  const identity = ({ kind, title }: Pick<LoreContent, 'kind' | 'title'>): string =>
    `${kind} ${lowerCase(title.normalize('NFKC'), language)}`;
  const known = Map.groupBy(listSummaries(db), identity);
  return (content) => known.get(identity(content))?.shift() ?? null;
}

const isKnownSame = (there: KnownEntry, compared: KnownEntry | undefined): boolean =>
  compared !== undefined && compared.id === there.id && compared.revision === there.revision;

function storeEntry(
  db: Db,
  { content, there, conflicts }: { content: LoreContent; there: LoreEntry | null; conflicts: ConflictChoice },
): { outcome: Outcome; change?: UndoChange } {
  if (there !== null && isSame(there, content)) return { outcome: 'unchanged' };
  if (there === null || conflicts === 'keep-both') {
    const id = insertEntry(db, { content, createdBy: 'import' });
    return { outcome: 'added', change: { type: 'lore-entry', id, before: null } };
  }
  const isWriters = conflicts === 'update' && there.changedBy !== 'import';
  if (conflicts === 'skip' || isWriters) return { outcome: 'skipped' };
  const progressions = content.progressions.length > 0 ? content.progressions : there.progressions;
  const { id } = there;
  const before = readLoreState(db, id);
  updateEntry(db, { id, content: { ...content, progressions }, changedBy: 'import' });
  return { outcome: 'updated', change: { type: 'lore-entry', id, before } };
}

/** True when the file brings nothing that the entry does not have. Progressions the writer set beside a file without any stay. */
export function isSame(there: LoreEntry, content: LoreContent): boolean {
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

/** Finds an entry by title, else by alias; a name that several have belongs to the first. The names are read when one is first asked for. */
function nameLookup(db: Db, language: string): (title: string) => EntryId | null {
  const fold = (name: string): string => lowerCase(name.trim().normalize('NFKC'), language);
  const read = (): Map<string, EntryId> => {
    const names = new Map<string, EntryId>();
    const entries = listSummaries(db);
    for (const { id, title } of entries) if (!names.has(fold(title))) names.set(fold(title), id);
    for (const { id, aliases } of entries)
      for (const alias of aliases) if (!names.has(fold(alias))) names.set(fold(alias), id);
    return names;
  };
  let known: Map<string, EntryId> | null = null;
  return (title) => (known ??= read()).get(fold(title)) ?? null;
}

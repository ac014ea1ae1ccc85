import { z } from 'zod';
import { EntryId, NovelId, type NovelId as Novel } from '../domain/ids.ts';
import {
  type ImportPreview,
  LoreImportChoices,
  LoreImported,
  type ImportProgress,
} from '../domain/lore-import.ts';
import type { LoreScene, LoreSummary } from '../domain/lore-summary.ts';
import { KeyCheck, LoreDetails, LoreEdit, PatternPlace } from '../domain/lore-summary.ts';
import { FileHandle } from './files.ts';
import { route } from './route.ts';

const novelId = NovelId;

/** What the window may ask about the worldbook. */
export const loreRoutes = {
  /** Every entry by name; the order is that of their making. */
  'lore.list': route({
    input: z.strictObject({ novelId }),
    output: z.custom<readonly LoreSummary[]>(),
  }),
  'lore.get': route({ input: z.strictObject({ novelId, id: EntryId }), output: LoreDetails }),
  /** Makes an entry (id null), or changes one; throws ENTRY_CHANGED where somebody saved it since. */
  'lore.save': route({
    input: z.strictObject({
      novelId,
      id: EntryId.nullable(),
      content: LoreEdit.strict(),
      baseRevision: z.int().nullable(),
    }),
    output: LoreDetails,
  }),
  /** Deletes entries as one action of the novel's log. */
  'lore.delete': route({
    input: z.strictObject({ novelId, ids: z.array(EntryId).min(1).max(10_000) }),
    output: z.object({ actionId: z.int() }),
  }),
  /** The scenes that name an entry, in reading order. */
  'lore.findScenes': route({
    input: z.strictObject({ novelId, id: EntryId }),
    output: z.custom<readonly LoreScene[]>(),
  }),
  'lore.checkKey': route({
    input: z.strictObject({ novelId, source: z.string().max(2000), flags: z.string().max(10) }),
    output: KeyCheck,
  }),
  /** Where the worldbook's regular expressions stand in paragraphs, looked for by a worker. */
  'lore.matchPatterns': route({
    input: z.strictObject({ novelId, texts: z.array(z.string().max(200_000)).max(2_000) }),
    output: z.array(z.array(PatternPlace).readonly()).readonly(),
  }),
  /** Shows the system's dialog for files, or for one folder; nothing where it was cancelled. */
  'lore.choose': route({
    input: z.strictObject({ isFolder: z.boolean() }),
    output: z.array(FileHandle).readonly(),
  }),
  /** Reads files and folders and says what importing them would do. Throws IMPORT_EMPTY, ABORTED. */
  'lore.previewImport': route({
    input: z.strictObject({ novelId, files: z.array(FileHandle).min(1).max(10_000) }),
    output: z.custom<ImportPreview>(),
  }),
  /** Writes all that was read or nothing. Throws an IMPORT_ error for a bad file that was not left out. */
  'lore.import': route({
    input: z.strictObject({ novelId, importId: z.uuid(), choices: LoreImportChoices }),
    output: LoreImported,
  }),
  /** Ends the reading or the import that is under way, and forgets what was read. Nothing is written. */
  'lore.cancelImport': route({ input: z.strictObject({ novelId }), output: z.void() }),
};

/** What main tells the window about the worldbook, by the event's name. */
export interface LoreEvents {
  readonly 'lore.progress': ImportProgress & { readonly novelId: Novel };
}

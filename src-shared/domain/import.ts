import { z } from 'zod';

/**
 * What happens to an entry whose kind and title stand in the worldbook already: it takes the file's text and keeps its
 * id unless the writer has changed it (`update`) or even then (`replace`), it stays as it is, or both are kept.
 */
export const ConflictChoice = z.enum(['update', 'replace', 'skip', 'keep-both']);
export type ConflictChoice = z.infer<typeof ConflictChoice>;

export const ImportChoices = z.object({ conflicts: ConflictChoice.default('update') });
export type ImportChoices = z.infer<typeof ImportChoices>;

/** Something that was converted or left out. Its words stand in the catalogue under `key`, filled from `values`. */
export const ImportNote = z.object({
  file: z.string(), // relative to what was imported
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ImportNote = z.infer<typeof ImportNote>;

export const ImportedFile = z.object({
  path: z.string(),
  format: z.enum(['markdown', 'text', 'sillytavern']),
  entries: z.int(),
});
export type ImportedFile = z.infer<typeof ImportedFile>;

/** What one import did. Entries that were there already count as updated, unchanged or skipped. */
export const ImportReport = z.object({
  files: z.array(ImportedFile).readonly(),
  added: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
  relations: z.object({ resolved: z.int(), unresolved: z.int() }), // of the worldbook after the import
  progressionsWaiting: z.int(), // they name a chapter that is not there yet, and hold nowhere until it is
  notes: z.array(ImportNote).readonly(),
});
export type ImportReport = z.infer<typeof ImportReport>;

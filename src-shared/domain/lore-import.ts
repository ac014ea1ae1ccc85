import { z } from 'zod';
import type { WireError } from '../errors.ts';
import { ConflictChoice, ImportedFile, ImportNote, ImportReport } from './import.ts';
import { LoreKind } from './lore.ts';

/** What would happen to an entry: it is new, it is there already, or another text of its name stands in its place. */
export const PreviewEntry = z.object({
  at: z.string(), // names the entry in the choices
  kind: LoreKind,
  title: z.string(),
  state: z.enum(['new', 'same', 'changed', 'changed-by-writer']),
});
export type PreviewEntry = z.infer<typeof PreviewEntry>;

/** A file of an import: what it holds, or why it cannot be read. */
export const PreviewFile = z.object({
  path: z.string(), // unique in its import
  format: ImportedFile.shape.format.nullable(),
  entries: z.array(PreviewEntry).readonly(),
  notes: z.array(ImportNote).readonly(),
  fault: z.custom<WireError>().nullable(),
});
export type PreviewFile = z.infer<typeof PreviewFile>;

/** What an import would do. Nothing was written; main keeps what it read until the next preview or the end. */
export const ImportPreview = z.object({ importId: z.uuid(), files: z.array(PreviewFile).readonly() });
export type ImportPreview = z.infer<typeof ImportPreview>;

/** How an import goes: one way for all, another for entries by their `at`, and the files that stay out. */
export const LoreImportChoices = z.strictObject({
  conflicts: ConflictChoice,
  entries: z.record(z.string(), ConflictChoice).default({}),
  leftOut: z.array(z.string()).max(10_000).default([]), // files, by their path
});
export type LoreImportChoices = z.infer<typeof LoreImportChoices>;

/** What an import did, and the id of its action in the novel's log; null where nothing was changed. */
export const LoreImported = z.object({ report: ImportReport, actionId: z.int().nullable() });
export type LoreImported = z.infer<typeof LoreImported>;

/** How far an import is. */
export interface ImportProgress {
  readonly step: 'reading' | 'comparing' | 'writing';
  readonly done: number;
  readonly total: number;
}

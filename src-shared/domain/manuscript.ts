import { z } from 'zod';
import { ImportNote } from './import.ts';

/** How an imported manuscript is cut: what is found is shown before anything is written. */
export const ManuscriptOptions = z.strictObject({
  /** Chapters by headings or chapter lines where there are any, else a file each; or all of it as one chapter. */
  chapters: z.enum(['detect', 'one']).default('detect'),
  /** A scene break begins a new scene; without it the break stays in the prose. */
  splitScenes: z.boolean().default(true),
});
export type ManuscriptOptions = z.infer<typeof ManuscriptOptions>;

export const ManuscriptFormat = z.enum(['markdown', 'text', 'docx']);
export type ManuscriptFormat = z.infer<typeof ManuscriptFormat>;

/** What an import would bring, without the prose. */
export const ManuscriptPreview = z.object({
  /** The book's own title where the text has one. */
  title: z.string().nullable(),
  files: z.array(z.object({ path: z.string(), format: ManuscriptFormat, words: z.int() })).readonly(),
  acts: z
    .array(
      z.object({
        title: z.string(),
        chapters: z
          .array(
            z.object({
              title: z.string(),
              scenes: z
                .array(z.object({ title: z.string(), opening: z.string(), words: z.int() }))
                .readonly(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly(),
  words: z.int(),
  notes: z.array(ImportNote).readonly(),
});
export type ManuscriptPreview = z.infer<typeof ManuscriptPreview>;

/** What a novel or a chapter is written out as. */
export const ExportFormat = z.enum(['md', 'docx']);
export type ExportFormat = z.infer<typeof ExportFormat>;

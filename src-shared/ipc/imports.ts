import { z } from 'zod';
import { NovelId, SceneId } from '../domain/ids.ts';
import { ManuscriptOptions, ManuscriptPreview } from '../domain/manuscript.ts';
import { FileHandle } from './files.ts';
import { route } from './route.ts';

/** Where a manuscript comes from: files that were dropped or chosen, or a text too long to paste into a scene. */
export const ManuscriptInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('files'), files: z.array(FileHandle).min(1).max(10_000).readonly() }),
  z.strictObject({ kind: z.literal('text'), text: z.string().min(1).max(20_000_000) }),
]);
export type ManuscriptInput = z.infer<typeof ManuscriptInput>;

const wish = { novelId: NovelId, from: ManuscriptInput, options: ManuscriptOptions };

/** What the window may ask about manuscripts that come in. */
export const importsRoutes = {
  /** Shows the system's file dialog; no files where it was cancelled. */
  'imports.chooseManuscript': route({ input: z.strictObject({}), output: z.array(FileHandle).readonly() }),
  /** Reads and cuts it and writes nothing. */
  'imports.previewManuscript': route({ input: z.strictObject(wish), output: ManuscriptPreview }),
  /** Takes all of it in, or nothing. One undo takes it back. */
  'imports.importManuscript': route({
    input: z.strictObject(wish),
    output: z.object({ chapters: z.int(), scenes: z.array(SceneId).readonly(), words: z.int() }),
  }),
};

/** What main tells the window about manuscripts that come in, by the event's name. */
export type ImportsEvents = object;

import { z } from 'zod';
import { ChapterId, NovelId } from '../domain/ids.ts';
import { FileHandle } from './files.ts';
import { route } from './route.ts';

export const ExportFormat = z.enum(['md', 'docx']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** What the window may ask about files that go out. */
export const exportsRoutes = {
  /** Asks where to, by the system's dialog, and writes the file whole. Null where the dialog was cancelled. */
  'exports.save': route({
    input: z.strictObject({ novelId: NovelId, format: ExportFormat, chapterId: ChapterId.nullable() }),
    output: FileHandle.nullable(),
  }),
};

/** What main tells the window about files that go out, by the event's name. */
export type ExportsEvents = object;

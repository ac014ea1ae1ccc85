import { z } from 'zod';
import { ChapterId, NovelId } from '../domain/ids.ts';
import { ExportFormat } from '../domain/manuscript.ts';
import { FileHandle } from './files.ts';
import { route } from './route.ts';

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

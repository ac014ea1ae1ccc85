import { z } from 'zod';

/** A file or folder main has handed out by a number that cannot be guessed; its path is known to main alone. */
export const FileHandle = z.strictObject({ id: z.uuid(), name: z.string(), isFolder: z.boolean() });
export type FileHandle = z.infer<typeof FileHandle>;

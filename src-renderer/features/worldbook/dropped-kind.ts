import type { FileHandle } from '../../../src-shared/ipc/files.ts';

/** What dropped files can become in a new novel; null where nothing among them can be read. */
export type DroppedKind = 'manuscript' | 'worldbook' | 'ask';

/**
 * What files and folders are, by their names alone: a folder may be either, a lorebook is JSON, text and Word
 * documents are a manuscript. What cannot be read does not count.
 */
export function kindOfDropped(files: readonly Pick<FileHandle, 'name' | 'isFolder'>[]): DroppedKind | null {
  const has = (ending: RegExp): boolean => files.some(({ name, isFolder }) => !isFolder && ending.test(name));
  if (files.some(({ isFolder }) => isFolder)) return 'ask';
  const isProse = has(/\.(md|markdown|txt|text|docx)$/i);
  if (has(/\.json$/i)) return isProse ? 'ask' : 'worldbook';
  return isProse ? 'manuscript' : null;
}

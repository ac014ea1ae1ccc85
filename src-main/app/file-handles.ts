import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { FileHandle } from '../../src-shared/ipc/files.ts';
import { AppError } from '../../src-shared/errors.ts';

/** The files the window may name: paths that the writer dropped or chose, behind ids that main minted. */
export interface FileHandles {
  /** A handle for a path. Throws IMPORT_NOT_FOUND where nothing is there. */
  mint(path: string): FileHandle;
  /** The path behind a handle. Throws FILE_HANDLE_UNKNOWN. */
  pathOf(handle: FileHandle): string;
}

/** An empty table of handles; it lives as long as the app. */
export function createFileHandles(): FileHandles {
  const paths = new Map<string, string>();
  return {
    mint: (path) => {
      const stats = statSync(path, { throwIfNoEntry: false });
      if (!stats) throw new AppError('IMPORT_NOT_FOUND', { path });
      const id = randomUUID();
      paths.set(id, path);
      return { id, name: basename(path), isFolder: stats.isDirectory() };
    },
    pathOf: ({ id, name }) => {
      const path = paths.get(id);
      if (path === undefined) throw new AppError('FILE_HANDLE_UNKNOWN', { file: name });
      return path;
    },
  };
}

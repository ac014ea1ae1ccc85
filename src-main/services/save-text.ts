import { AppError } from '../../src-shared/errors.ts';
import { writeDurably } from './durable-files.ts';

/** Writes a file the writer asked for, whole or not at all. Throws DISK_FULL, EXPORT_FAILED. */
export function saveText(path: string, content: string): void {
  try {
    writeDurably(path, content);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw new AppError('DISK_FULL', { path }, error);
    throw new AppError('EXPORT_FAILED', { path, reason: message }, error);
  }
}

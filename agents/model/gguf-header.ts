import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../src-shared/errors.ts';
import { readGguf, NeedsMore, type GgufSummary } from './gguf-parser.ts';

const firstRead = 4 * 1024 * 1024;
const largestHeader = 1024 * 1024 * 1024;

/**
 * Reads a model file's header and checks that the file can hold what it announces, before native code sees it.
 * Throws MODEL_FILE_MISSING, or MODEL_FILE_INVALID with the reason.
 */
export async function checkGguf(path: string): Promise<GgufSummary & { readonly bytes: number }> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
      throw new AppError('MODEL_FILE_MISSING', { path });
    throw new AppError(
      'MODEL_FILE_INVALID',
      { path, reason: `it cannot be read (${error.code ?? 'unknown'})` },
      error,
    );
  });
  const refuse = (reason: string) => new AppError('MODEL_FILE_INVALID', { path, reason });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw refuse('reason.not-a-file');
    for (let length = firstRead; ; length *= 4) {
      const header = Buffer.alloc(Math.min(length, stat.size));
      await file.read(header, 0, header.length, 0);
      try {
        const summary = readGguf(header, stat.size);
        if (stat.size < summary.bytesNeeded)
          throw refuse(
            `it is cut short: ${basename(path)} has ${stat.size} bytes and needs ${summary.bytesNeeded}`,
          );
        return { ...summary, bytes: stat.size };
      } catch (error) {
        if (error instanceof AppError) throw error;
        if (!(error instanceof NeedsMore))
          throw refuse(error instanceof Error ? error.message : String(error));
        if (header.length === stat.size) throw refuse('reason.gguf-header-cut');
        if (header.length >= largestHeader) throw refuse('reason.gguf-header-large');
      }
    }
  } finally {
    await file.close();
  }
}

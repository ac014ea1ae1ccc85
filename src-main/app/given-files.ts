import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileHandle } from '../../src-shared/ipc/files.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { App } from './app.ts';

const given: string[] = [];

/** Keeps a file that came from outside until the window takes it, and tells the window. */
export function giveFile(path: string, app: Pick<App, 'emit'> | null): void {
  given.push(path);
  app?.emit('app.fileGiven', {});
}

/** The file given last, as a handle; null where none was. Throws NOVEL_NOT_FOUND where nothing is there. */
export function takeGivenFile({ files }: Pick<App, 'files'>): FileHandle | null {
  const path = given.pop();
  given.length = 0;
  if (path === undefined) return null;
  try {
    return files.mint(path);
  } catch (error) {
    throw new AppError('NOVEL_NOT_FOUND', { path }, error);
  }
}

/** The novel a command line names: its last word that is no option and ends like a novel. A desktop names it by a file: address. */
export function novelOn(commandLine: readonly string[], folder: string): string | null {
  const name = commandLine
    .slice(1)
    .findLast((word) => !word.startsWith('-') && word.toLowerCase().endsWith('.fabula'));
  if (name === undefined) return null;
  if (/^file:/i.test(name)) return pathOfAddress(name);
  return isAbsolute(name) ? name : resolve(folder, name);
}

/** Null for an address of another machine, or with what no path may have. */
function pathOfAddress(address: string): string | null {
  try {
    return fileURLToPath(address);
  } catch {
    return null;
  }
}

import { extname, join } from 'node:path';
import { dialog } from 'electron';
import { freePath } from '../novels/free-path.ts';
import { say } from '../services/words.ts';
import type { App } from './app.ts';

export interface AskWhereTo {
  /** The dialog's title, a key of the catalogue. */
  readonly title: string;
  readonly folder: string;
  /** The name that is proposed, without its ending. */
  readonly name: string;
}

/** Asks where a novel file is to go, by the system's dialog; null where it was cancelled. The ending is added. */
export async function askWhereTo(
  { locale }: Pick<App, 'locale'>,
  { title, folder, name }: AskWhereTo,
): Promise<string | null> {
  const { filePath } = await dialog.showSaveDialog({
    title: say(title, {}, locale),
    defaultPath: title === 'library.moveFile' ? join(folder, `${name}.fabula`) : freePath(folder, name),
    filters: [{ name: say('library.novels', {}, locale), extensions: ['fabula'] }],
    properties: ['createDirectory'],
  });
  if (!filePath) return null;
  return extname(filePath).toLowerCase() === '.fabula' ? filePath : `${filePath}.fabula`;
}

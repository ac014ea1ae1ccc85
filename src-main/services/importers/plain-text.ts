import type { LoreContent } from '../../../src-shared/domain/lore.ts';
import { invalid, loreContent } from './lore-content.ts';
import { kindOfFolder, titleOfFile } from './lore-kind.ts';

/** A text file is one entry, called like the file, or as its first line says: "Title: The old mill". */
export function parsePlainText(text: string, path: string): LoreContent[] {
  const [, said, rest] = /^\s*(?:title|judul):[^\S\n]*(\S.*)\n?([\s\S]*)$/iu.exec(text) ?? [];
  const title = said?.trim() ?? titleOfFile(path);
  const body = (rest ?? text).trim();
  if (body === '') throw invalid({ path, entry: title }, 'text', 'the file is empty');
  return [loreContent({ title, body, kind: kindOfFolder(path) ?? 'note', source: path })];
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';

const longestName = 80; // letters; several systems stop at 255 bytes with what is added

/** A title as a file's name on every system: no separators or control letters, no name that Windows keeps for itself. */
export function fileNameOf(title: string): string {
  const plain = title
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\\/:*?"<>|]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .replace(/^[. ]+/, '');
  const short = [...plain]
    .slice(0, longestName)
    .join('')
    .replace(/[. ]+$/, '');
  if (short === '') return 'Novel';
  return /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(short) ? `${short}_` : short;
}

/** A path in the folder that nothing bears yet: "Title.fabula", else "Title 2.fabula" and so on. */
export function freePath(folder: string, title: string, ending = '.fabula'): string {
  const name = fileNameOf(title);
  for (let number = 1; ; number++) {
    const path = join(folder, `${name}${number === 1 ? '' : ` ${number}`}${ending}`);
    if (!existsSync(path)) return path;
  }
}

import type { LoreKind } from '../../../src-shared/domain/lore.ts';

/** What writers call the kinds, in English and Indonesian; folders and headings use the same words. */
const words: Readonly<Record<LoreKind, string>> = {
  character: 'character characters person persons people npc npcs cast protagonist antagonist tokoh karakter',
  place: 'place places location locations setting settings region regions city cities tempat lokasi',
  thing: 'thing things item items object objects artifact artifacts artefact artefacts weapon weapons benda',
  group:
    'group groups faction factions organisation organisations organization organizations family kelompok',
  event: 'event events history timeline incident incidents peristiwa sejarah',
  rule: 'rule rules magic system systems law laws concept concepts aturan konsep',
  note: 'note notes lore misc miscellaneous other general catatan',
};

const kinds = new Map<string, LoreKind>(
  Object.entries(words).flatMap(([kind, names]) =>
    names.split(' ').map((name): [string, LoreKind] => [name, kind as LoreKind]),
  ),
);

/** The kind a word stands for, or null. */
export function kindOf(word: string): LoreKind | null {
  return kinds.get(word.trim().toLowerCase()) ?? null;
}

/** The kind that the nearest folder of a path stands for, or null. */
export function kindOfFolder(path: string): LoreKind | null {
  for (const folder of path.split('/').slice(0, -1).reverse()) {
    const kind = kindOf(folder);
    if (kind !== null) return kind;
  }
  return null;
}

/** A title from a file's name: "old_mill.md" and "old-mill.md" are "old mill"; letters stay as they are. */
export function titleOfFile(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/u, '');
  const spaced = name.includes(' ') ? name : name.replace(/[_-]+/gu, ' ').trim();
  return spaced === '' ? name : spaced;
}

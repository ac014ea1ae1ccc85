import type { SceneId } from '../../src-shared/domain/ids.ts';
import type { LoreEntry } from '../../src-shared/domain/lore.ts';
import type { LoreScene } from '../../src-shared/domain/lore-summary.ts';
import { createNameIndex, type NameIndex } from '../../src-shared/text/name-index.ts';
import { writtenName } from '../../src-shared/text/written-name.ts';
import { read, type Db } from '../db/connection.ts';
import { getNovel } from '../db/novels.ts';
import { matchRegexKey } from './regex-keys.ts';
import { placeScenes } from './scope.ts';
import { readSourceText } from './source-text.ts';

/** Words on each side of the first place. */
const around = 60;
/** Scenes read without letting other requests through. */
const atOnce = 8;

interface Place {
  readonly start: number;
  readonly end: number;
}

/** The scenes that name an entry by title, alias or key, in reading order. Lets other requests through meanwhile. */
export async function findScenes(db: Db, entry: LoreEntry): Promise<LoreScene[]> {
  const placesIn = placeFinder(entry, getNovel(db).language);
  const scenes = placeScenes(db);
  const found: LoreScene[] = [];
  for (let from = 0; from < scenes.length; from += atOnce) {
    for (const scene of scenes.slice(from, from + atOnce)) {
      const text =
        read(db, () => readSourceText(db, { sourceKind: 'scene', sourceId: scene.id }))?.text ?? '';
      const places = placesIn(text);
      const [first] = places;
      if (first)
        found.push({
          sceneId: scene.id as SceneId,
          title: scene.title === '' ? scene.chapter_title : scene.title,
          chapterNumber: scene.chapter_number,
          count: places.length,
          ...excerptOf(text, first),
        });
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return found;
}

function placeFinder(entry: LoreEntry, language: string): (text: string) => Place[] {
  const index: NameIndex<null> = createNameIndex();
  for (const name of [entry.title, ...entry.aliases]) {
    const written = writtenName(name, { language, kind: entry.kind });
    if (written) index.add({ ...written, owner: null });
  }
  for (const key of entry.keys) {
    const written =
      key.kind === 'plain'
        ? writtenName(key.text, { language, kind: null, caseSensitive: key.caseSensitive })
        : null;
    if (written) index.add({ ...written, owner: null });
  }
  const patterns = entry.keys.flatMap((key) => (key.kind === 'regex' ? [key] : []));
  return (text) => {
    const places = [...index.find(text, language), ...patterns.flatMap((key) => matchRegexKey(text, key))];
    const apart = new Map(places.map(({ start, end }) => [start, { start, end }]));
    return [...apart.values()].sort((a, b) => a.start - b.start);
  };
}

function excerptOf(text: string, { start, end }: Place): Pick<LoreScene, 'excerpt' | 'start' | 'end'> {
  const from = wordBound(text, Math.max(0, start - around), 1);
  const to = wordBound(text, Math.min(text.length, end + around), -1);
  const excerpt = text.slice(Math.min(from, start), Math.max(to, end)).replace(/\s/gu, ' ');
  return { excerpt, start: start - Math.min(from, start), end: end - Math.min(from, start) };
}

/** The nearest place where a word begins or ends; scripts without spaces are cut as they stand. */
function wordBound(text: string, at: number, step: 1 | -1): number {
  if (at === 0 || at === text.length) return at;
  for (let near = at; Math.abs(near - at) < 20; near += step)
    if (/\s/u.test(text.charAt(near))) return step === 1 ? near + 1 : near;
  return at;
}

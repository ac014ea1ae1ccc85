import { beforeAll, describe, expect, test } from 'vitest';
import { deleteEntry, insertEntry } from '../../../src-main/db/lore.ts';
import { moveScene } from '../../../src-main/db/outline-edits.ts';
import type { LibraryPort } from '../../../src-main/jobs/library-port.ts';
import { updateIndex } from '../../../src-main/novels/update-index.ts';
import { loreContent } from '../../../src-main/services/importers/lore-content.ts';
import type { EntryId } from '../../../src-shared/domain/ids.ts';
import { SearchQuery, type SearchHit } from '../../../src-shared/domain/search.ts';
import { libraryInProcess } from '../../helpers/library-in-process.ts';
import { novelFile, type NovelFile } from '../../helpers/novel-file.ts';
import { wordEmbedder } from '../../helpers/word-embedder.ts';

const text = [
  [
    ['Mara lit the lighthouse lamp before the storm.', 'Tomas mended the broken net in silence.'],
    ['The bishop counted silver coins in the crypt.', 'A comet crossed the sky above the harbour.'],
  ],
  [['Mara confessed that the comet had frightened her.', 'The crypt was empty; the silver was gone.']],
] as const;

let file: NovelFile;
let library: LibraryPort;
let mill: EntryId;

beforeAll(async () => {
  file = novelFile({ text });
  mill = insertEntry(file.db, {
    content: loreContent({ title: 'Old Mill', kind: 'place', body: 'A ruin by the river, burned twice.' }),
    createdBy: 'writer',
  });
  library = await libraryInProcess(file.path, wordEmbedder());
  await updateIndex({ db: file.db, library });
});

async function search(words: string, given: Partial<SearchQuery> = {}): Promise<readonly SearchHit[]> {
  return library('search', SearchQuery.parse({ text: words, ...given }));
}

const scene = (at: number): string => file.scenes[at]?.id ?? '';
const sceneOf = ({ source }: SearchHit): number =>
  source.kind === 'scene' ? file.scenes.findIndex(({ id }) => id === source.sceneId) : -1;

describe('as of a scene', () => {
  const asOf = (at: number): Pick<SearchQuery, 'asOf'> => ({ asOf: file.scenes[at]!.id });

  for (const mode of ['basic', 'hybrid', 'full'] as const)
    test(`no later scene answers in mode ${mode}, the scene itself and the worldbook do`, async () => {
      const hits = await search('comet silver crypt river', { mode, ...asOf(3), limit: 50 });
      expect(hits.map(sceneOf)).toContain(3);
      expect(hits.map(sceneOf).every((at) => at <= 3)).toBe(true);
      expect(hits.some(({ source }) => source.kind === 'lore')).toBe(true);
    });

  test('early in a long book only what was told by then answers, found by words and by meaning', async () => {
    const long = novelFile({
      text: [[Array.from({ length: 60 }, (_, at) => `Lantern ${at} hung by the lantern gate.`)]],
    });
    const own = await libraryInProcess(long.path, wordEmbedder());
    await updateIndex({ db: long.db, library: own });
    for (const mode of ['basic', 'hybrid'] as const) {
      const early = { text: 'lantern gate', mode, asOf: long.scenes[4]!.id, limit: 50 };
      const hits = await own('search', SearchQuery.parse(early));
      const told = long.scenes.slice(0, 5).map(({ id }) => id);
      expect(hits.map(({ source }) => (source.kind === 'scene' ? source.sceneId : null)).toSorted()).toEqual(
        told.toSorted(),
      );
    }
  });

  test('a book’s end is found from its beginning only when asked for', async () => {
    expect((await search('the comet frightened her', asOf(0))).map(sceneOf)).not.toContain(4);
    const later = await search('the comet frightened her', { ...asOf(0), includeLater: true });
    expect(sceneOf(later[0]!)).toBe(4);
  });

  test('a scene that was moved forward answers from then on, with no vector written', async () => {
    const moved = novelFile({ text });
    const own = await libraryInProcess(moved.path, wordEmbedder());
    await updateIndex({ db: moved.db, library: own });
    const vectors = moved.db.prepare('SELECT count(*), total(id) FROM passage').get();
    const last = moved.scenes[5]!;
    const query = SearchQuery.parse({ text: 'silver was gone', asOf: moved.scenes[0]!.id, limit: 50 });
    const ids = async (): Promise<unknown[]> =>
      (await own('search', query)).map(({ source }) => source.kind === 'scene' && source.sceneId);
    expect(await ids()).not.toContain(last.id);
    moveScene(moved.db, { id: last.id, chapterId: moved.chapters[0]!.id, position: 0 });
    expect(await ids()).toContain(last.id);
    expect(moved.db.prepare('SELECT count(*), total(id) FROM passage').get()).toEqual(vectors);
  });

  test('a scene that is not there is said, not taken for the beginning', async () => {
    await expect(search('comet', { asOf: mill as never })).rejects.toMatchObject({ code: 'SCENE_NOT_FOUND' });
  });
});

describe('what a hit says', () => {
  test('the chunk, its place, its passage and both ranks', async () => {
    const [hit] = await search('bishop silver coins');
    expect(hit).toMatchObject({
      source: { kind: 'scene', sceneId: scene(2), chapterNumber: 2 },
      title: 'Scene 1',
      text: text[0][1][0],
      why: { fullTextRank: 1, vectorRank: 1, mention: null },
    });
    expect(hit?.text.slice(hit.passage.start, hit.passage.end)).toBe(text[0][1][0]);
    expect(hit?.why.similarity).toBeGreaterThan(0.4);
  });

  test('an entry that is named answers in mode full though its words are few', async () => {
    const hits = await search('Old Mill and the lighthouse lamp before the storm', { mode: 'full' });
    const named = hits.find(({ source }) => source.kind === 'lore');
    expect(named).toMatchObject({ source: { entryId: mill }, why: { mention: 'Old Mill' } });
  });
});

describe('modes and sources', () => {
  test('off answers nothing', async () => {
    expect(await search('comet', { mode: 'off' })).toEqual([]);
  });

  test('basic is words only', async () => {
    const hits = await search('comet', { mode: 'basic' });
    expect(hits.map(sceneOf).sort()).toEqual([3, 4]);
    for (const { why } of hits) expect(why).toMatchObject({ vectorRank: null, similarity: null });
  });

  test('one source alone', async () => {
    const lore = await search('comet river', { sources: ['lore'] });
    expect(lore.map(({ source }) => source.kind)).toEqual(['lore']);
    const scenes = await search('comet river', { sources: ['scene'], limit: 50 });
    expect(scenes.every(({ source }) => source.kind === 'scene')).toBe(true);
  });

  test('a limit is kept', async () => {
    expect(await search('the comet', { limit: 2 })).toHaveLength(2);
  });
});

describe('any text is a safe query', () => {
  for (const words of [
    '"',
    'comet" OR "x',
    'AND OR NOT NEAR(',
    '* ^ : - + { } ( )',
    '🙂',
    '\u0000comet',
    "'; DROP TABLE chunk; --",
    '\ud800',
    'words:comet',
    'x'.repeat(100_000),
  ])
    test(JSON.stringify(words.slice(0, 30)), async () => {
      const hits = await search(words);
      expect(Array.isArray(hits)).toBe(true);
      expect((await search('comet')).length).toBeGreaterThan(0);
    });
});

test('a deleted entry answers no more, before and after the index hears of it', async () => {
  const own = novelFile({ text });
  const port = await libraryInProcess(own.path, wordEmbedder());
  const id = insertEntry(own.db, {
    content: loreContent({ title: 'Zephyr', body: 'A wind.' }),
    createdBy: 'writer',
  });
  await updateIndex({ db: own.db, library: port });
  const query = SearchQuery.parse({ text: 'Zephyr', sources: ['lore'] });
  expect(await port('search', query)).toHaveLength(1);
  deleteEntry(own.db, id);
  expect(await port('search', query)).toHaveLength(0);
  expect(await updateIndex({ db: own.db, library: port })).toEqual({ indexed: 0, removed: 1 });
  expect(own.db.prepare('SELECT count(*) AS n FROM chunk_words').get()).toEqual({ n: 6 });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { insertEntry } from '../../../src-main/db/lore.ts';
import type { LibraryPort } from '../../../src-main/jobs/library-port.ts';
import { updateIndex } from '../../../src-main/novels/update-index.ts';
import { loreContent } from '../../../src-main/services/importers/lore-content.ts';
import { SearchQuery, type SearchHit } from '../../../src-shared/domain/search.ts';
import { searchWords } from '../../../src-shared/text/search-words.ts';
import { libraryInProcess } from '../../helpers/library-in-process.ts';
import { novelFile, type NovelFile } from '../../helpers/novel-file.ts';

/** About 720 tokens on one subject, so that it is one chunk and several passages; the last sentence is of another. */
const longScene = [
  ...Array.from(
    { length: 32 },
    (_, at) =>
      `On bench ${at + 1} the baker laid out loaves of rye and barley, still warm, dusted with coarse flour.`,
  ),
  'Under the oven he had hidden the stolen violin.',
].join(' ');

const text = [
  [
    ['The fleet waited in the bay for a wind that did not come.', longScene],
    ['Snow closed the pass, and the mail coach turned back at the inn.'],
  ],
  [['The admiral drowned when his flagship struck the reef at night.']],
] as const;

const entries = [
  loreContent({
    title: 'Ysolde',
    kind: 'character',
    body: 'A physician. She sets broken bones and treats fevers in the village.',
  }),
  loreContent({ title: 'Grauhof', kind: 'place', body: 'A farm that raises sheep and sells wool.' }),
  loreContent({
    title: 'Tithe',
    kind: 'rule',
    body: 'Each household gives a tenth of its grain to the church.',
  }),
  loreContent({
    title: 'Ferrywoman',
    kind: 'character',
    body: 'She rows travellers over the river for a coin.',
  }),
];

let file: NovelFile;
let library: LibraryPort;

beforeAll(async () => {
  file = novelFile({ text });
  for (const content of entries) insertEntry(file.db, { content, createdBy: 'writer' });
  library = await libraryInProcess(file.path);
  await updateIndex({ db: file.db, library });
});

const search = async (words: string, given: Partial<SearchQuery> = {}): Promise<readonly SearchHit[]> =>
  library('search', SearchQuery.parse({ text: words, ...given }));

describe('search with the real embedding model', () => {
  test('meaning finds an entry that shares no word with the question', async () => {
    const question = 'doctor who heals sick people';
    const own = new Set(searchWords(`${entries[0]?.title} ${entries[0]?.body}`, 'en'));
    expect(searchWords(question, 'en').filter((word) => own.has(word))).toEqual([]);
    const [hit] = await search(question, { sources: ['lore'] });
    expect(hit?.title).toBe('Ysolde');
    expect(hit?.why.vectorRank).toBe(1);
    expect(
      (await search(question, { mode: 'basic', sources: ['lore'] })).map(({ title }) => title),
    ).not.toContain('Ysolde');
  });

  test('a later scene does not answer as of an earlier one, however near its meaning', async () => {
    const question = 'naval commander perishes, shipwreck';
    const asOf = file.scenes[2]!.id;
    const [nearest] = await search(question, { sources: ['scene'] });
    expect(nearest?.source).toMatchObject({ sceneId: file.scenes[3]!.id, chapterNumber: 3 });
    for (const hit of await search(question, { sources: ['scene'], asOf, limit: 50 }))
      expect(hit.source).not.toMatchObject({ sceneId: file.scenes[3]!.id });
  });

  test('a long chunk is found by what only its last sentence says: nothing is lost to the model’s window', async () => {
    const chunks = file.db
      .prepare<[string], { token_count: number }>('SELECT token_count FROM chunk WHERE source_id = ?')
      .all(file.scenes[1]!.id);
    expect(chunks).toHaveLength(1);
    expect(chunks[0]?.token_count).toBeGreaterThan(650);
    const [hit] = await search('where is the missing fiddle concealed', { sources: ['scene'] });
    expect(hit?.source).toMatchObject({ sceneId: file.scenes[1]!.id });
    expect(hit?.why.vectorRank).toBe(1);
    expect(hit?.text.slice(hit.passage.start, hit.passage.end)).toContain('violin');
  });

  test('every stored vector is of unit length and every passage that has words has one', () => {
    const rows = file.db
      .prepare<[], { vector: Buffer | null }>(
        'SELECT vector FROM passage LEFT JOIN passage_float_1 ON passage_float_1.id = passage.id',
      )
      .all();
    expect(rows.length).toBeGreaterThan(8);
    for (const { vector } of rows) {
      const values = new Float32Array(Uint8Array.from(vector ?? Buffer.of()).buffer);
      expect(values).toHaveLength(384);
      expect(Math.hypot(...values)).toBeCloseTo(1, 4);
    }
  });
});

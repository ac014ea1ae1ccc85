import { describe, expect, test } from 'vitest';
import { getScene, saveScene } from '../../../src-main/db/scenes.ts';
import { storeIndexedSource } from '../../../src-main/db/search-index.ts';
import { updateIndex } from '../../../src-main/novels/update-index.ts';
import { SearchQuery } from '../../../src-shared/domain/search.ts';
import { libraryInProcess } from '../../helpers/library-in-process.ts';
import { novelFile, proseOf, type NovelFile } from '../../helpers/novel-file.ts';
import { wordEmbedder } from '../../helpers/word-embedder.ts';

const counts = ({ db }: NovelFile): unknown =>
  db
    .prepare(
      `SELECT (SELECT count(*) FROM indexed_source) AS sources, (SELECT count(*) FROM chunk) AS chunks,
         (SELECT count(*) FROM passage) AS passages, (SELECT count(*) FROM chunk_words) AS words,
         (SELECT count(*) FROM passage_float_1) AS vectors, (SELECT count(*) FROM passage_vector_1) AS bits`,
    )
    .get();

describe('the index follows the text', () => {
  test('only what changed is embedded again, and the old words are gone', async () => {
    const file = novelFile({ text: [[['A red door.', 'A blue window.']]] });
    const embedder = wordEmbedder();
    const library = await libraryInProcess(file.path, embedder);
    expect(await updateIndex({ db: file.db, library })).toEqual({ indexed: 2, removed: 0 });
    expect(embedder.embedded).toHaveLength(2);
    const before = counts(file);

    const { id, revision } = getScene(file.db, file.scenes[0]!.id);
    saveScene(file.db, { id, document: proseOf('A green gate.'), baseRevision: revision });
    expect(await updateIndex({ db: file.db, library })).toEqual({ indexed: 1, removed: 0 });
    expect(embedder.embedded).toEqual(['A red door.', 'A blue window.', 'A green gate.']);
    expect(counts(file)).toEqual(before);
    const find = async (text: string): Promise<number> =>
      (await library('search', SearchQuery.parse({ text, mode: 'basic' }))).length;
    expect([await find('red'), await find('green')]).toEqual([0, 1]);
    expect(await updateIndex({ db: file.db, library })).toEqual({ indexed: 0, removed: 0 });
  });

  test('what was made of an older text is refused, and nothing of it is stored', async () => {
    const file = novelFile({ text: [[['A red door.']]] });
    const library = await libraryInProcess(file.path, wordEmbedder());
    const source = { sourceKind: 'scene' as const, sourceId: file.scenes[0]!.id };
    const made = await library('indexSource', source);
    saveScene(file.db, { id: file.scenes[0]!.id, document: proseOf('A green gate.'), baseRevision: 1 });
    expect(storeIndexedSource(file.db, made!)).toBe(false);
    expect(file.db.prepare('SELECT count(*) AS n FROM chunk').get()).toEqual({ n: 0 });
    expect(await library('listStale', {})).toEqual([{ ...source, needs: 'text' }]);
  });

  test('a novel with many new scenes is searchable by words before its vectors are made', async () => {
    const file = novelFile({ text: [[Array.from({ length: 25 }, (_, at) => `Lantern number ${at}.`)]] });
    const embedder = wordEmbedder();
    const library = await libraryInProcess(file.path, embedder);
    const hitsBeforeVectors: number[] = [];
    let asked: Promise<unknown> = Promise.resolve();
    await updateIndex(
      { db: file.db, library },
      {
        onProgress: ({ done, total }) => {
          if (done !== total / 2) return;
          expect(embedder.embedded).toEqual([]);
          asked = library('search', SearchQuery.parse({ text: 'lantern', mode: 'hybrid' })).then((hits) =>
            hitsBeforeVectors.push(hits.length),
          );
        },
      },
    );
    await asked;
    expect(hitsBeforeVectors).toEqual([12]);
    expect(embedder.embedded.filter((text) => text.startsWith('Lantern'))).toHaveLength(25);
  });

  test('an abort stops between two sources and keeps those that are done', async () => {
    const file = novelFile();
    const library = await libraryInProcess(file.path, wordEmbedder());
    const stop = new AbortController();
    const run = updateIndex(
      { db: file.db, library },
      { signal: stop.signal, onProgress: ({ done }) => done === 1 && stop.abort() },
    );
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
    expect(counts(file)).toMatchObject({ sources: 2 });
    expect(await updateIndex({ db: file.db, library })).toEqual({ indexed: 3, removed: 0 });
  });

  test('an empty scene is not tried again and again', async () => {
    const file = novelFile({ text: [[['', 'A red door.']]] });
    const library = await libraryInProcess(file.path, wordEmbedder());
    await updateIndex({ db: file.db, library });
    expect(await library('listStale', {})).toEqual([]);
  });
});

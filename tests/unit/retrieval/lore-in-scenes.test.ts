import { describe, expect, test } from 'vitest';
import { getEntry, insertEntry } from '../../../src-main/db/lore.ts';
import { checkKey } from '../../../src-main/retrieval/check-key.ts';
import { findScenes } from '../../../src-main/retrieval/find-scenes.ts';
import { loreContent } from '../../../src-main/services/importers/lore-content.ts';
import { novelFile } from '../../helpers/novel-file.ts';

describe('the scenes that name an entry', () => {
  test('titles, aliases, plain and regex keys count, every place once, with the words around the first', async () => {
    const { db, scenes } = novelFile({
      text: [[['Mara saw the keeper. Mara left.', 'Nobody came.', 'The ships sailed; a ship burnt.']]],
    });
    const id = insertEntry(db, {
      content: loreContent({
        title: 'Mara',
        kind: 'character',
        body: '',
        aliases: ['the keeper'],
        keys: [{ kind: 'regex', source: 'ships?', flags: 'iu' }],
      }),
      createdBy: 'writer',
    });
    const found = await findScenes(db, getEntry(db, id));
    expect(found.map(({ sceneId, count }) => [sceneId, count])).toEqual([
      [scenes[0]!.id, 3],
      [scenes[2]!.id, 2],
    ]);
    expect(found.map(({ excerpt, start, end }) => excerpt.slice(start, end))).toEqual(['Mara', 'ships']);
  });

  test('a Chinese name is found inside running text', async () => {
    const { db } = novelFile({ language: 'zh', text: [[['那日林黛玉见了宝玉便笑了。']]] });
    const id = insertEntry(db, { content: loreContent({ title: '宝玉', body: '' }), createdBy: 'writer' });
    expect(await findScenes(db, getEntry(db, id))).toMatchObject([{ count: 1 }]);
  });
});

describe('checking a regular expression before it is kept', () => {
  const check = (source: string, flags = 'iu') => checkKey(novelFile().db, { source, flags });

  test('a good one says in how many scenes it matches', async () => {
    expect(await check('lamp|stairs')).toEqual({ fault: null, reason: '', scenes: 2 });
  });

  test('one that would backtrack for ever is refused, though no scene shows it', async () => {
    expect(await check('(x+x+)+y')).toMatchObject({ fault: 'slow' });
  });

  test('one that is none is refused with the reason', async () => {
    expect(await check('(')).toMatchObject({ fault: 'invalid', reason: expect.stringContaining('(') });
    expect(await check('a', 'q')).toMatchObject({ fault: 'invalid' });
    expect(await check('a'.repeat(501))).toMatchObject({ fault: 'too-long' });
  });
});

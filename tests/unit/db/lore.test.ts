import { describe, expect, test } from 'vitest';
import { deleteEntry, getEntry, insertEntry, listEntries, updateEntry } from '../../../src-main/db/lore.ts';
import { loreContent } from '../../../src-main/services/importers/lore-content.ts';
import type { EntryId } from '../../../src-shared/domain/ids.ts';
import { LoreEntry, type LoreContent } from '../../../src-shared/domain/lore.ts';
import { novelFile, type NovelFile } from '../../helpers/novel-file.ts';

const full = ({ scenes }: NovelFile): LoreContent =>
  loreContent({
    kind: 'character',
    title: 'Mara',
    aliases: ['the keeper', 'Aunt Mara'],
    keys: [
      { kind: 'plain', text: 'lamp', caseSensitive: true },
      { kind: 'regex', source: 'ships?', flags: 'iu' },
    ],
    secondaryKeys: [{ kind: 'plain', text: 'sea', caseSensitive: false }],
    secondaryLogic: 'not-all',
    inclusion: 'always',
    priority: 300,
    tokenCap: 120,
    body: 'Keeps *the* lamp. 灯',
    attributes: { eyes: 'grey' },
    relations: [{ toEntryId: null, toTitle: 'Tomas', type: 'sister of', strength: 9, note: 'n' }],
    progressions: [
      { fromSceneId: scenes[2]!.id, fromChapter: null, text: 'She is blind.' },
      { fromSceneId: null, fromChapter: 7, text: 'She sees again.' },
    ],
    source: 'mara.md',
    raw: { any: [1, null] },
  });

describe('worldbook entries', () => {
  test('every field comes back as it was stored, one by one and in the list', () => {
    const file = novelFile();
    const content = full(file);
    const id = insertEntry(file.db, { content, createdBy: 'writer' });
    const entry = getEntry(file.db, id);
    expect(LoreEntry.parse(entry)).toEqual(entry);
    expect(entry).toMatchObject({ ...content, id, revision: 1 });
    expect(listEntries(file.db)).toEqual([entry]);
  });

  test('an update leaves nothing of the old names and keys, and counts', () => {
    const file = novelFile();
    const id = insertEntry(file.db, { content: full(file), createdBy: 'writer' });
    updateEntry(file.db, { id, content: loreContent({ title: 'Mara', body: 'Gone.' }) });
    expect(getEntry(file.db, id)).toMatchObject({
      revision: 2,
      aliases: [],
      keys: [],
      secondaryKeys: [],
      relations: [],
      progressions: [],
      raw: null,
    });
  });

  test('a deleted entry leaves those that point at it with its title', () => {
    const { db } = novelFile();
    const mara = insertEntry(db, { content: loreContent({ title: 'Mara', body: '' }), createdBy: 'writer' });
    const relations = [{ toEntryId: mara, toTitle: 'Mara', type: 'knows', strength: 5, note: '' }];
    const tomas = insertEntry(db, {
      content: loreContent({ title: 'Tomas', body: '', relations }),
      createdBy: 'writer',
    });
    deleteEntry(db, mara);
    expect(getEntry(db, tomas).relations).toMatchObject([{ toEntryId: null, toTitle: 'Mara' }]);
  });

  test('an entry that is not there is said by each of the three', () => {
    const { db } = novelFile();
    const id = '01890000-0000-7000-8000-000000000000' as EntryId;
    const content = loreContent({ title: 'x', body: '' });
    expect(() => getEntry(db, id)).toThrow('ENTRY_NOT_FOUND');
    expect(() => updateEntry(db, { id, content })).toThrow('ENTRY_NOT_FOUND');
    expect(() => deleteEntry(db, id)).toThrow('ENTRY_NOT_FOUND');
  });
});

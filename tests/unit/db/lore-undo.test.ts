import { describe, expect, test } from 'vitest';
import { getEntry, insertEntry, listEntries, updateEntry } from '../../../src-main/db/lore.ts';
import { deleteEntries, undoLoreAction } from '../../../src-main/db/lore-undo.ts';
import { saveLore } from '../../../src-main/novels/save-lore.ts';
import { loreContent } from '../../../src-main/services/importers/lore-content.ts';
import { AppError } from '../../../src-shared/errors.ts';
import { novelFile } from '../../helpers/novel-file.ts';

function twoSisters() {
  const file = novelFile();
  const mara = insertEntry(file.db, {
    content: loreContent({ title: 'Mara', body: 'Keeps the lamp.', kind: 'character', raw: { any: 1 } }),
    createdBy: 'writer',
  });
  const ties = [{ toEntryId: mara, toTitle: 'Mara', type: 'sister of', strength: 9, note: '' }];
  const ann = insertEntry(file.db, {
    content: loreContent({ title: 'Ann', body: '', relations: ties }),
    createdBy: 'writer',
  });
  const [scene] = file.scenes;
  file.db.transaction(() =>
    file.db
      .prepare('UPDATE scene SET pov_entry_id = ?, place_entry_id = ? WHERE id = ?')
      .run(mara, mara, scene!.id),
  )();
  return { ...file, mara, ann, scene: scene! };
}

describe('taking a deletion back', () => {
  test('the entry, whose eyes the scene is seen through and what was tied to it come back', () => {
    const { db, mara, ann, scene } = twoSisters();
    const before = getEntry(db, mara);
    const undoId = deleteEntries(db, [mara]);
    expect(getEntry(db, ann).relations[0]).toMatchObject({ toEntryId: null, toTitle: 'Mara' });
    expect(undoLoreAction(db, undoId)).toEqual({ restored: 1, removed: 0, kept: 0 });
    expect(getEntry(db, mara)).toEqual({ ...before, revision: 2 });
    expect(getEntry(db, ann).relations[0]?.toEntryId).toBe(mara);
    expect(
      db.prepare('SELECT pov_entry_id AS pov, place_entry_id AS place FROM scene WHERE id = ?').get(scene.id),
    ).toEqual({ pov: mara, place: mara });
  });

  test('two entries deleted together that name each other come back tied', () => {
    const { db, mara, ann } = twoSisters();
    undoLoreAction(db, deleteEntries(db, [mara, ann]));
    expect(getEntry(db, ann).relations[0]?.toEntryId).toBe(mara);
  });

  test('it cannot be taken back twice', () => {
    const { db, mara } = twoSisters();
    const undoId = deleteEntries(db, [mara]);
    undoLoreAction(db, undoId);
    expect(() => undoLoreAction(db, undoId)).toThrow(AppError);
    expect(listEntries(db)).toHaveLength(2);
  });

  test('one missing among several deletes none', () => {
    const { db, mara, ann } = twoSisters();
    deleteEntries(db, [ann]);
    expect(() => deleteEntries(db, [mara, ann])).toThrow('ENTRY_NOT_FOUND');
    expect(listEntries(db).map(({ title }) => title)).toEqual(['Mara']);
  });
});

describe('saving an entry', () => {
  const edit = (title: string) => loreContent({ title, body: 'x' });

  test('a save made from an older state overwrites nothing', () => {
    const { db, mara } = twoSisters();
    updateEntry(db, { id: mara, content: edit('Mara Vell') });
    expect(() => saveLore(db, { id: mara, content: edit('Mara'), baseRevision: 1 })).toThrow('ENTRY_CHANGED');
    expect(getEntry(db, mara).title).toBe('Mara Vell');
  });

  test('what it was imported from stays with it, and is not sent to the window', () => {
    const { db, mara } = twoSisters();
    const saved = saveLore(db, { id: mara, content: edit('Mara'), baseRevision: 1 });
    expect(saved).not.toHaveProperty('raw');
    expect(getEntry(db, mara)).toMatchObject({ raw: { any: 1 }, revision: 2, changedBy: 'writer' });
  });

  test('a new entry is found by the relations that waited for its alias', () => {
    const { db } = twoSisters();
    const waiting = insertEntry(db, {
      content: loreContent({
        title: 'Tomas',
        body: '',
        relations: [{ toEntryId: null, toTitle: 'the KEEPER', type: 'fears', strength: 5, note: '' }],
      }),
      createdBy: 'import',
    });
    const { id } = saveLore(db, {
      id: null,
      content: { ...edit('Old Vell'), aliases: ['The Keeper'] },
      baseRevision: null,
    });
    expect(getEntry(db, waiting).relations[0]?.toEntryId).toBe(id);
  });
});

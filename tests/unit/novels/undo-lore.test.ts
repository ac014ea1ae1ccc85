import { describe, expect, test } from 'vitest';
import type { Db } from '../../../src-main/db/connection.ts';
import { getEntry, insertEntry, listEntries, updateEntry } from '../../../src-main/db/lore.ts';
import { deleteLore } from '../../../src-main/novels/delete-lore.ts';
import { addItem, changeSceneDetails } from '../../../src-main/novels/edit-outline.ts';
import { saveLore } from '../../../src-main/novels/save-lore.ts';
import { storeLore } from '../../../src-main/novels/store-lore.ts';
import { peekActions, redoAction, undoAction } from '../../../src-main/novels/undo-log.ts';
import { loreContent } from '../../../src-main/services/importers/lore-content.ts';
import type { EntryId } from '../../../src-shared/domain/ids.ts';
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

const undo = (db: Db) => undoAction(db, undefined);
const redo = (db: Db) => redoAction(db, undefined);
const titles = (db: Db) => listEntries(db).map(({ title }) => title);

describe('taking a deletion back', () => {
  test('the entry, whose eyes the scene is seen through and what was tied to it come back', () => {
    const { db, mara, ann, scene } = twoSisters();
    const before = getEntry(db, mara);
    deleteLore(db, [mara]);
    expect(getEntry(db, ann).relations[0]).toMatchObject({ toEntryId: null, toTitle: 'Mara' });
    expect(undo(db)).toEqual({
      label: { key: 'undo.delete-entry', values: { title: 'Mara', count: 1 } },
      scenes: [],
      lore: true,
    });
    expect(getEntry(db, mara)).toEqual({ ...before, revision: 2 });
    expect(getEntry(db, ann).relations[0]?.toEntryId).toBe(mara);
    expect(
      db.prepare('SELECT pov_entry_id AS pov, place_entry_id AS place FROM scene WHERE id = ?').get(scene.id),
    ).toEqual({ pov: mara, place: mara });
  });

  test('two entries deleted together that name each other come back tied, and go again', () => {
    const { db, mara, ann } = twoSisters();
    deleteLore(db, [mara, ann]);
    undo(db);
    expect(getEntry(db, ann).relations[0]?.toEntryId).toBe(mara);
    redo(db);
    expect(titles(db)).toEqual([]);
    undo(db);
    expect(getEntry(db, ann).relations[0]?.toEntryId).toBe(mara);
  });

  test('one missing among several deletes none', () => {
    const { db, mara, ann } = twoSisters();
    deleteLore(db, [ann]);
    expect(() => deleteLore(db, [mara, ann])).toThrow('ENTRY_NOT_FOUND');
    expect(titles(db)).toEqual(['Mara']);
  });

  test('its notice takes back this deletion or nothing, never what was done after it', () => {
    const { db, mara } = twoSisters();
    const actionId = deleteLore(db, [mara]);
    addItem(db, { kind: 'act', spot: { in: null }, title: 'Later' });
    expect(() => undoAction(db, actionId)).toThrow('UNDO_NOT_LAST');
    expect(peekActions(db).undo?.key).toBe('undo.add-act');
    undo(db);
    undoAction(db, actionId);
    expect(titles(db)).toEqual(['Mara', 'Ann']);
    expect(() => undoAction(db, actionId)).toThrow('UNDO_NOT_LAST');
  });
});

describe('one log for the manuscript and the worldbook', () => {
  const edit = (title: string, body: string) => loreContent({ title, body });
  const save = (db: Db, id: EntryId, body: string) =>
    saveLore(db, { id, content: edit('Mara', body), baseRevision: getEntry(db, id).revision });

  test('the newest action comes first, whichever it is, and a state that came back can still be taken further back', () => {
    const { db, mara, scene } = twoSisters();
    save(db, mara, 'Blind.');
    changeSceneDetails(db, { id: scene.id, change: { title: 'Dusk' } });
    deleteLore(db, [mara]);
    const undone = [undo(db), undo(db), undo(db)].map((turned) => turned?.label.key);
    expect(undone).toEqual(['undo.delete-entry', 'undo.rename', 'undo.edit-entry']);
    expect(getEntry(db, mara).body).toBe('Keeps the lamp.');
    expect([redo(db), redo(db), redo(db)].map((turned) => turned?.lore)).toEqual([true, false, true]);
    expect(titles(db)).toEqual(['Ann']);
  });

  test('saves of one sitting are one edit; of another entry, after another action or later they are not', () => {
    const { db, mara, ann } = twoSisters();
    const sittings = (): number =>
      db.prepare<[], number>('SELECT count(*) FROM undo_action').pluck().get() ?? 0;
    save(db, mara, 'One.');
    save(db, mara, 'Two.');
    expect(sittings()).toBe(1);
    saveLore(db, { id: ann, content: edit('Ann', 'x'), baseRevision: 1 });
    save(db, mara, 'Three.');
    expect(sittings()).toBe(3);
    db.transaction(() => db.prepare('UPDATE undo_action SET created_at = created_at - 700000').run())();
    save(db, mara, 'Four.');
    expect(sittings()).toBe(4);
    for (const body of ['Three.', 'Two.', 'Two.', 'Keeps the lamp.']) {
      undo(db);
      expect(getEntry(db, mara).body).toBe(body);
    }
  });

  test('a save after an undo starts anew instead of bringing the undone back', () => {
    const { db, mara } = twoSisters();
    save(db, mara, 'One.');
    addItem(db, { kind: 'act', spot: { in: null }, title: 'Later' });
    undo(db);
    save(db, mara, 'Two.');
    expect(peekActions(db).redo).toBeNull();
    undo(db);
    expect(getEntry(db, mara).body).toBe('One.');
  });

  test('an entry that was changed past the log is not overwritten', () => {
    const { db, mara } = twoSisters();
    save(db, mara, 'One.');
    updateEntry(db, { id: mara, content: edit('Mara', 'By another program.') });
    expect(() => undo(db)).toThrow('UNDO_ENTRY_CHANGED');
    expect(getEntry(db, mara).body).toBe('By another program.');
    expect(peekActions(db).undo?.key).toBe('undo.edit-entry');
  });

  test('what the program ties by itself is no change of the writer’s', () => {
    const { db, mara, ann } = twoSisters();
    deleteLore(db, [mara]);
    saveLore(db, { id: ann, content: { ...getEntry(db, ann), body: 'Alone.' }, baseRevision: 1 });
    saveLore(db, { id: null, content: edit('Mara', 'Another one.'), baseRevision: null });
    expect(getEntry(db, ann).relations[0]?.toEntryId).not.toBeNull();
    undo(db);
    undo(db);
    expect(getEntry(db, ann).body).toBe('');
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

test('an import of very many entries is taken back whole, and not over one that was changed since', () => {
  const { db } = novelFile();
  const entries = Array.from({ length: 150 }, (_, at) =>
    loreContent({
      title: `Keeper ${at}`,
      body: '',
      keys: [{ kind: 'plain', text: 'lamp', caseSensitive: true }],
    }),
  );
  const files = [{ path: 'keepers.md', format: 'markdown' as const, entries, notes: [] }];
  storeLore(db, { files, choices: { conflicts: 'update' } });
  undo(db);
  expect(titles(db)).toEqual([]);
  redo(db);
  expect(titles(db)).toHaveLength(150);
  const id = listEntries(db)[149]!.id;
  updateEntry(db, { id, content: { ...getEntry(db, id), body: 'Mine.' } });
  expect(() => undo(db)).toThrow('UNDO_ENTRY_CHANGED');
});

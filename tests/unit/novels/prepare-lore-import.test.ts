import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { getEntry, listEntries } from '../../../src-main/db/lore.ts';
import { cancelImport, importPrepared, previewLore } from '../../../src-main/novels/prepare-lore-import.ts';
import { saveLore } from '../../../src-main/novels/save-lore.ts';
import { undoAction } from '../../../src-main/novels/undo-log.ts';
import type { LoreImportChoices } from '../../../src-shared/domain/lore-import.ts';
import { libraryInProcess } from '../../helpers/library-in-process.ts';
import { novelFile, temporaryFolder } from '../../helpers/novel-file.ts';

function folderWith(files: Readonly<Record<string, string | Uint8Array>>, name = 'my world'): string {
  const folder = join(temporaryFolder(), name);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const choices = (given: Partial<LoreImportChoices> = {}): LoreImportChoices => ({
  conflicts: 'update',
  entries: {},
  leftOut: [],
  ...given,
});

async function novel() {
  const { db, path } = novelFile();
  const library = await libraryInProcess(path);
  const preview = (...paths: string[]) => previewLore({ db, library }, { paths, onProgress: () => {} });
  return { db, library, preview };
}

const png = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
const world = { 'characters/mara.md': '# Mara\nA keeper.', 'places/mill.md': 'By the river.' };

describe('previewing an import', () => {
  test('nothing is written, and every entry says what would happen to it', async () => {
    const { db, library, preview } = await novel();
    const first = await preview(folderWith(world));
    expect(listEntries(db)).toEqual([]);
    importPrepared({ db, library }, { importId: first.importId, choices: choices() });
    const [mara] = listEntries(db);
    const { revision: baseRevision, ...content } = mara!;
    saveLore(db, { id: mara!.id, content: { ...content, body: 'Mine.' }, baseRevision });

    const second = await preview(folderWith({ ...world, 'notes.md': '# Tide\nIt comes.' }));
    expect(second.files.flatMap(({ entries }) => entries.map(({ title, state }) => [title, state]))).toEqual([
      ['Mara', 'changed-by-writer'],
      ['Tide', 'new'],
      ['mill', 'same'],
    ]);
  });

  test('a picture called .md stands beside the good files, and is not imported unless it is left out', async () => {
    const { db, library, preview } = await novel();
    const { importId, files } = await preview(folderWith({ ...world, 'map.md': png }));
    expect(files.map(({ path, fault }) => [path, fault?.code ?? null])).toEqual([
      ['characters/mara.md', null],
      ['map.md', 'IMPORT_NOT_TEXT'],
      ['places/mill.md', null],
    ]);
    expect(() => importPrepared({ db, library }, { importId, choices: choices() })).toThrow(
      'IMPORT_NOT_TEXT',
    );
    expect(listEntries(db)).toEqual([]);
    const { report } = importPrepared(
      { db, library },
      { importId, choices: choices({ leftOut: ['map.md'] }) },
    );
    expect(report).toMatchObject({ added: 2 });
  });

  test('a dropped file that cannot be read does not hide the folder dropped with it', async () => {
    const { preview } = await novel();
    const folder = folderWith({ ...world, 'book.pdf': 'x' });
    const { files } = await preview(folder, join(folder, 'book.pdf'), join(folder, 'gone.md'));
    expect(files.flatMap(({ path, fault }) => (fault ? [[path, fault.code]] : []))).toEqual([
      ['book.pdf', 'IMPORT_UNKNOWN_FORMAT'],
      ['gone.md', 'IMPORT_NOT_FOUND'],
    ]);
    expect(files).toHaveLength(4);
  });

  test('files of two folders that are called alike can be told apart', async () => {
    const { preview } = await novel();
    const { files } = await preview(folderWith({ 'mara.md': '# A\na' }), folderWith({ 'mara.md': '# B\nb' }));
    expect(files.map(({ path }) => path)).toEqual(['mara.md', 'mara.md (2)']);
  });

  test('a folder called "characters" says what is in it when it is dropped alone', async () => {
    const { preview } = await novel();
    const { files } = await preview(folderWith({ 'mara.md': '# Mara\nA keeper.' }, 'characters'));
    expect(files[0]?.entries[0]?.kind).toBe('character');
  });

  test('a cancelled reading ends, and what was read cannot be imported', async () => {
    const { db, library, preview } = await novel();
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`${at}.md`, `# E${at}\nx`]));
    const folder = folderWith(many);
    const reading = previewLore(
      { db, library },
      { paths: [folder], onProgress: ({ done }) => done > 0 && cancelImport({ db, library }) },
    );
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    const { importId } = await preview(folder);
    cancelImport({ db, library });
    expect(() => importPrepared({ db, library }, { importId, choices: choices() })).toThrow('IMPORT_GONE');
  });
});

describe('an import with choices', () => {
  test('one entry can go another way than the rest', async () => {
    const { db, library, preview } = await novel();
    const first = await preview(folderWith(world));
    importPrepared({ db, library }, { importId: first.importId, choices: choices() });
    const changed = folderWith({ 'characters/mara.md': '# Mara\nNew.', 'places/mill.md': 'New.' });
    const { importId, files } = await preview(changed);
    const at = files[1]!.entries[0]!.at;
    const { report } = importPrepared(
      { db, library },
      { importId, choices: choices({ conflicts: 'replace', entries: { [at]: 'skip' } }) },
    );
    expect(report).toMatchObject({ updated: 1, skipped: 1 });
    expect(listEntries(db).map(({ body }) => body)).toEqual(['New.', 'By the river.']);
  });

  test('one undo takes it back once what the writer changed since is taken back, and never over it', async () => {
    const { db, library, preview } = await novel();
    const first = await preview(folderWith({ 'characters/mara.md': '# Mara\nOld.' }));
    importPrepared({ db, library }, { importId: first.importId, choices: choices() });
    const { importId } = await preview(folderWith({ ...world, 'notes.md': '# Tide\nIt comes.' }));
    const { actionId } = importPrepared({ db, library }, { importId, choices: choices() });
    const tide = listEntries(db).find(({ title }) => title === 'Tide')!;
    const { revision: baseRevision, ...content } = tide;
    saveLore(db, { id: tide.id, content: { ...content, body: 'Mine.' }, baseRevision });
    expect(() => undoAction(db, actionId!)).toThrow('UNDO_NOT_LAST');
    expect(getEntry(db, tide.id).body).toBe('Mine.');
    undoAction(db, undefined);
    expect(getEntry(db, tide.id)).toMatchObject({ body: 'It comes.', changedBy: 'import' });
    undoAction(db, actionId!);
    expect(listEntries(db).map(({ title, body }) => [title, body])).toEqual([['Mara', 'Old.']]);
    expect(getEntry(db, listEntries(db)[0]!.id).changedBy).toBe('import');
  });
});

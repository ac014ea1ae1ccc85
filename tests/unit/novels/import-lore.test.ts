import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listEntries, updateEntry } from '../../../src-main/db/lore.ts';
import { importLore } from '../../../src-main/novels/import-lore.ts';
import type { ConflictChoice, ImportReport } from '../../../src-shared/domain/import.ts';
import { libraryInProcess } from '../../helpers/library-in-process.ts';
import { novelFile, temporaryFolder } from '../../helpers/novel-file.ts';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const worldbook = {
  'characters/mara.md':
    '---\naliases: [the keeper]\n---\n# Mara\nSister of [[Tomas]], owns the [[old mill]].',
  'characters/tomas.md': '# Tomas\nAfraid of [[The Keeper]] and of [[Nobody]].',
  'places/old-mill.md': 'By the river.',
};

async function imports(): Promise<{
  read: (folder: string, conflicts?: ConflictChoice) => Promise<ImportReport>;
  entries: () => ReturnType<typeof listEntries>;
}> {
  const { db, path } = novelFile();
  const library = await libraryInProcess(path);
  return {
    read: (folder, conflicts = 'replace') =>
      importLore({ db, library }, { paths: [folder], choices: { conflicts } }),
    entries: () => listEntries(db),
  };
}

describe('importing a worldbook', () => {
  test('relations find their entries by title and by alias, whatever the case, in any order of files', async () => {
    const { read, entries } = await imports();
    const report = await read(folderWith(worldbook));
    expect(report).toMatchObject({ added: 3, updated: 0, relations: { resolved: 3, unresolved: 1 } });
    const idOf = new Map(entries().map(({ title, id }) => [title, id]));
    const ties = entries().flatMap(({ title, relations }) =>
      relations.map(({ toTitle, toEntryId }) => [title, toTitle, toEntryId]),
    );
    expect(ties).toEqual([
      ['Mara', 'Tomas', idOf.get('Tomas')],
      ['Mara', 'old mill', idOf.get('old mill')],
      ['Tomas', 'The Keeper', idOf.get('Mara')],
      ['Tomas', 'Nobody', null],
    ]);
  });

  test('an entry the writer changed keeps the writer’s words, and the report says so', async () => {
    const { db, path } = novelFile();
    const library = await libraryInProcess(path);
    const read = (text: string, conflicts: ConflictChoice) =>
      importLore({ db, library }, { paths: [folderWith({ 'mara.md': text })], choices: { conflicts } });
    await read('# Mara\nFrom the file.', 'update');
    expect(await read('# Mara\nFrom a newer file.', 'update')).toMatchObject({ updated: 1, notes: [] });
    const [mara] = listEntries(db);
    if (!mara) throw new Error('no entry');
    updateEntry(db, { id: mara.id, content: { ...mara, body: 'By hand.' } });
    const report = await read('# Mara\nFrom the newest file.', 'update');
    expect(report).toMatchObject({ updated: 0, skipped: 1, notes: [{ key: 'import.kept' }] });
    expect(listEntries(db)[0]?.body).toBe('By hand.');
    expect(await read('# Mara\nFrom the newest file.', 'replace')).toMatchObject({ updated: 1 });
  });

  test('a progression waits for its chapter and then holds from its first scene', async () => {
    const { db, path, chapters } = novelFile();
    const library = await libraryInProcess(path);
    const folder = folderWith({
      'mara.md':
        '---\nprogressions:\n  - {from_chapter: 2, text: She is blind.}\n  - {from_chapter: 99, text: She sees.}\n---\n# Mara\nKeeps the lamp.',
    });
    const report = await importLore({ db, library }, { paths: [folder], choices: { conflicts: 'update' } });
    expect(report.progressionsWaiting).toBe(1);
    const [mara] = listEntries(db);
    expect(mara?.attributes).toEqual({});
    expect(mara?.progressions).toEqual([
      { fromSceneId: chapters[1]?.scenes[0]?.id, fromChapter: 2, text: 'She is blind.' },
      { fromSceneId: null, fromChapter: 99, text: 'She sees.' },
    ]);
  });

  test('the same files a second time change nothing', async () => {
    const { read, entries } = await imports();
    const folder = folderWith(worldbook);
    await read(folder);
    const before = entries();
    expect(await read(folder)).toMatchObject({ added: 0, updated: 0, unchanged: 3, skipped: 0 });
    expect(entries()).toEqual(before);
  });

  test('a changed file changes its entry, which keeps its id and what points at it', async () => {
    const { read, entries } = await imports();
    await read(folderWith(worldbook));
    const [before] = entries();
    const report = await read(folderWith({ ...worldbook, 'characters/mara.md': '# Mara\nShe left.' }));
    expect(report).toMatchObject({ added: 0, updated: 1, unchanged: 2 });
    expect(entries()[0]).toMatchObject({ id: before?.id, body: 'She left.', aliases: [], revision: 2 });
  });

  test('skip leaves the writer’s entry alone and keep-both adds a second one', async () => {
    const { read, entries } = await imports();
    await read(folderWith(worldbook));
    const changed = folderWith({ 'characters/mara.md': '# Mara\nShe left.' });
    expect(await read(changed, 'skip')).toMatchObject({ added: 0, skipped: 1 });
    expect(entries()[0]?.body).toContain('Sister');
    expect(await read(changed, 'keep-both')).toMatchObject({ added: 1 });
    expect(entries().map(({ title }) => title)).toEqual(['Mara', 'Tomas', 'old mill', 'Mara']);
  });

  test('one faulty file among good ones writes nothing at all', async () => {
    const { read, entries } = await imports();
    const folder = folderWith({ ...worldbook, 'zz.md': '---\npriority: very\n---\nx' });
    await expect(read(folder)).rejects.toMatchObject({ code: 'IMPORT_INVALID', data: { path: 'zz.md' } });
    expect(entries()).toEqual([]);
  });

  test('two entries of one title in one file stay two, and stay two when imported again', async () => {
    const { read, entries } = await imports();
    const folder = folderWith({
      'book.json': JSON.stringify({
        entries: [
          { key: ['a'], content: '1' },
          { key: ['a'], content: '2' },
        ],
      }),
    });
    expect(await read(folder)).toMatchObject({ added: 2 });
    expect(await read(folder)).toMatchObject({ added: 0, unchanged: 2 });
    expect(entries().map(({ body }) => body)).toEqual(['1', '2']);
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createChapter, createScene } from '../../../src-main/db/outline-edits.ts';
import { getOutline } from '../../../src-main/db/outline.ts';
import { getScene } from '../../../src-main/db/scenes.ts';
import { createAct } from '../../../src-main/db/outline-edits.ts';
import { importManuscript, previewManuscript } from '../../../src-main/novels/import-manuscript.ts';
import { redoAction, undoAction } from '../../../src-main/novels/undo-log.ts';
import { parseManuscript } from '../../../src-main/services/importers/manuscript/parse-manuscript.ts';
import { chaptersOf, scenesOf } from '../../../src-shared/domain/novel.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import type { Db } from '../../../src-main/db/connection.ts';
import type { LibraryPort } from '../../../src-main/jobs/library-port.ts';
import { novelFile, temporaryFolder } from '../../helpers/novel-file.ts';

const options = { chapters: 'detect', splitScenes: true } as const;

/** A session whose library reads in this process. */
function sessionOn(db: Db) {
  const library = ((_route: string, input: Parameters<typeof parseManuscript>[0]) =>
    parseManuscript({ ...input, language: 'en' })) as unknown as LibraryPort;
  return { db, library };
}

function file(name: string, text: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

test('a manuscript comes in after what stands, with every word, and changes nothing that stood', async () => {
  const { db, scenes } = novelFile();
  const before = scenes.map(({ id }) => getScene(db, id).documentHash);
  const path = file('book.md', '# One\n\nShe *ran*.\n\n***\n\nHe hid.\n\n# Two\n\n> A letter.\n');
  const imported = await importManuscript(sessionOn(db), { source: { paths: [path] }, options });
  const outline = getOutline(db);
  expect(
    chaptersOf(outline)
      .slice(-2)
      .map(({ title }) => title),
  ).toEqual(['One', 'Two']);
  expect(imported.scenes.map((id) => textOfDocument(getScene(db, id).document))).toEqual([
    'She ran.',
    'He hid.',
    'A letter.',
  ]);
  expect(
    scenesOf(outline)
      .slice(0, before.length)
      .map(({ id }) => getScene(db, id).documentHash),
  ).toEqual(before);
});

test('a new novel’s one empty chapter gives way, so that the import is chapter 1', async () => {
  const { db } = novelFile({ text: [] });
  const actId = createAct(db, { title: '' });
  createScene(db, { chapterId: createChapter(db, { actId, title: '' }) });
  const path = file('book.txt', 'Chapter 1: Rain\n\nIt rained.\n\nChapter 2: Sun\n\nIt shone.\n');
  await importManuscript(sessionOn(db), { source: { paths: [path] }, options });
  expect(chaptersOf(getOutline(db)).map(({ number, title }) => [number, title])).toEqual([
    [1, 'Rain'],
    [2, 'Sun'],
  ]);
});

test('one file that cannot be read leaves the whole import out', async () => {
  const { db, scenes } = novelFile();
  const good = file('good.md', '# One\n\nWords.\n');
  const bad = file('bad.docx', 'no Word document');
  await expect(
    importManuscript(sessionOn(db), { source: { paths: [good, bad] }, options }),
  ).rejects.toMatchObject({ code: 'IMPORT_NOT_WORD' });
  expect(scenesOf(getOutline(db)).length).toBe(scenes.length);
});

test('the preview counts what the import then brings, and writes nothing', async () => {
  const { db, scenes } = novelFile();
  const wish = { source: { text: 'Chapter 1\n\nOne two three.\n\nChapter 2\n\nFour.' }, options };
  const preview = await previewManuscript(sessionOn(db), wish);
  expect(scenesOf(getOutline(db)).length).toBe(scenes.length);
  const imported = await importManuscript(sessionOn(db), wish);
  expect(imported.words).toBe(preview.words);
  expect(imported.words).toBe(4);
  expect(imported.scenes.length).toBe(preview.acts.flatMap(({ chapters }) => chapters).length);
});

test('an undo takes the chapters and acts of an import away with their scenes, and a redo brings all of it again', async () => {
  const { db } = novelFile();
  const before = chaptersOf(getOutline(db)).map(({ title }) => title);
  const path = file('book.md', '# Part One\n\n## A\n\na.\n\n# Part Two\n\n## B\n\nb.\n');
  await importManuscript(sessionOn(db), { source: { paths: [path] }, options });
  const imported = getOutline(db);
  undoAction(db, undefined);
  expect(chaptersOf(getOutline(db)).map(({ title }) => title)).toEqual(before);
  redoAction(db, undefined);
  expect(getOutline(db).acts.map(({ title }) => title)).toEqual(imported.acts.map(({ title }) => title));
  expect(scenesOf(getOutline(db)).map(({ id }) => id)).toEqual(scenesOf(imported).map(({ id }) => id));
});

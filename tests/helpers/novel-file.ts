import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openWriter, type Db } from '../../src-main/db/connection.ts';
import { createAct, createChapter, createScene } from '../../src-main/db/outline-edits.ts';
import { getOutline } from '../../src-main/db/outline.ts';
import { createNovel } from '../../src-main/novels/create-novel.ts';
import { newId } from '../../src-main/services/ids.ts';
import type { NovelId } from '../../src-shared/domain/ids.ts';
import { chaptersOf, scenesOf, type Outline } from '../../src-shared/domain/novel.ts';
import { proseFromText, type ProseDocument } from '../../src-shared/domain/prose.ts';

/** Acts of chapters of scenes, each scene its plain text. */
export type NovelText = readonly (readonly (readonly string[])[])[];

export interface NovelFile {
  readonly path: string;
  readonly folder: string;
  readonly db: Db;
  readonly outline: Outline;
  readonly chapters: ReturnType<typeof chaptersOf>;
  readonly scenes: ReturnType<typeof scenesOf>;
}

const smallNovel: NovelText = [
  [
    ['Mara lit the lamp.\n\nThe harbour was empty.', 'Tomas came up the stairs.'],
    ['In the morning the ship was gone.'],
  ],
  [['The letter arrived in winter.', 'Nobody read it aloud.']],
];

const open: NovelFile[] = [];
const folders: string[] = [];

afterAll(() => {
  for (const { db } of open.splice(0)) if (db.open) db.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

// Locks, backups and working copies of tests never meet those of a writer on this machine.
process.env['FABULA_DATA'] ??= temporaryFolder();

/** A fresh folder under the system's temporary one, gone after the file's tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fabula-test-'));
  folders.push(folder);
  return folder;
}

/** Plain text as a document with fresh block ids. */
export function proseOf(text: string): ProseDocument {
  return proseFromText(text, newId);
}

export interface NovelFileOptions {
  readonly text?: NovelText;
  readonly language?: string;
  readonly title?: string;
  readonly premise?: string;
  readonly style?: string;
}

/** A real novel in a temporary file, with the writer's handle: two acts, three chapters, five scenes unless told. */
export function novelFile({ text = smallNovel, ...words }: NovelFileOptions = {}): NovelFile {
  const folder = temporaryFolder();
  const path = join(folder, 'novel.fabula');
  createNovel({ path, title: 'The Lamp', language: 'en', premise: 'A lamp keeper waits.', ...words });
  const db = openWriter(path);
  db.transaction(() => {
    text.forEach((chapters, act) => {
      const actId = createAct(db, { title: `Act ${act + 1}` });
      chapters.forEach((scenes, chapter) => {
        const chapterId = createChapter(db, { actId, title: `Chapter ${act + 1}.${chapter + 1}` });
        scenes.forEach((scene, at) => {
          createScene(db, { chapterId, title: `Scene ${at + 1}`, document: proseOf(scene) });
        });
      });
    });
  })();
  const outline = getOutline(db);
  const file = { path, folder, db, outline, chapters: chaptersOf(outline), scenes: scenesOf(outline) };
  open.push(file);
  return file;
}

/** The same novel closed: one file, no handle. */
export function atRest(options: NovelFileOptions = {}): Omit<NovelFile, 'db'> & { readonly id: NovelId } {
  const { db, ...file } = novelFile(options);
  db.pragma('journal_mode = DELETE');
  db.close();
  return { ...file, id: file.outline.novel.id };
}

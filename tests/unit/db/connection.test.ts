import { expect, test } from 'vitest';
import { checkpoint, comeToRest } from '../../../src-main/db/checkpoint.ts';
import { openReader, type Db } from '../../../src-main/db/connection.ts';
import { getOutline } from '../../../src-main/db/outline.ts';
import { updateChapter } from '../../../src-main/db/outline-edits.ts';
import { getScene, saveScene } from '../../../src-main/db/scenes.ts';
import { saveOpenScene } from '../../../src-main/novels/save-open-scene.ts';
import { existsSync, statSync } from 'node:fs';
import { novelFile, proseOf } from '../../helpers/novel-file.ts';

const long = proseOf('The tide rose over the wall. '.repeat(4000));

/** Lets the file grow no further: SQLite then answers as on a full disk. */
function setRoom(db: Db, room: 'none' | 'plenty'): void {
  const pages = db.pragma('page_count', { simple: true }) as number;
  db.pragma(`max_page_count = ${room === 'none' ? pages : pages + 1000}`);
}

test('every handle flushes each commit and checks foreign keys: a forgotten pragma would lose work in silence', () => {
  const { db } = novelFile();
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(db.pragma('synchronous', { simple: true })).toBe(2);
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(db.pragma('fullfsync', { simple: true })).toBe(1);
  expect(db.pragma('checkpoint_fullfsync', { simple: true })).toBe(1);
});

test("a worker's handle cannot write", () => {
  const { path, chapters } = novelFile();
  const reader = openReader(path);
  expect(() => {
    updateChapter(reader, { id: chapters[0]!.id, title: 'Mine' });
  }).toThrow('NOVEL_READ_ONLY');
  reader.close();
});

test('a full disk has its own name, and what was acknowledged stands', () => {
  const { db, scenes, path } = novelFile();
  const { id } = scenes[0]!;
  setRoom(db, 'none');
  expect(() => saveScene(db, { id, document: long, baseRevision: 1 })).toThrow(
    expect.objectContaining({ code: 'DISK_FULL', data: { path } }) as Error,
  );
  expect(getScene(db, id).revision).toBe(1);
});

test('the open scene is saved once the ballast has made room, and a second time the full disk is told', () => {
  const { db, scenes } = novelFile();
  const { id } = scenes[0]!;
  setRoom(db, 'none');
  let held = true;
  const ballast = {
    release: () => {
      const had = held;
      if (had) setRoom(db, 'plenty');
      held = false;
      return had;
    },
    end: () => undefined,
  };
  const saved = saveOpenScene({ db, ballast }, { id, document: long, baseRevision: 1 });
  expect(saved).toMatchObject({ isDiskFull: true, scene: { revision: 2 } });
  setRoom(db, 'none');
  const longer = proseOf('The tide rose over the wall. '.repeat(9000));
  expect(() => saveOpenScene({ db, ballast }, { id, document: longer, baseRevision: 2 })).toThrow(
    'DISK_FULL',
  );
  expect(getScene(db, id).revision).toBe(2);
});

test('a checkpoint behind a reader neither waits nor fails, and the next one empties the log', () => {
  const { db, path, scenes } = novelFile();
  const reader = openReader(path);
  reader.exec('BEGIN');
  getOutline(reader);
  saveScene(db, { id: scenes[0]!.id, document: long, baseRevision: 1 });
  checkpoint(db);
  expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
  reader.exec('COMMIT');
  reader.close();
  checkpoint(db);
  expect(statSync(`${path}-wal`).size).toBe(0);
});

test('a handle that came to rest leaves no side file', async () => {
  const { db, path } = novelFile();
  await comeToRest(db);
  db.close();
  expect([existsSync(`${path}-wal`), existsSync(`${path}-shm`)]).toEqual([false, false]);
});

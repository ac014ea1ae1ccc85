import {
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { listBackups } from '../../../src-main/db/backup-list.ts';
import { openReader } from '../../../src-main/db/connection.ts';
import { getOutline } from '../../../src-main/db/outline.ts';
import { getScene, saveScene } from '../../../src-main/db/scenes.ts';
import { createNovel } from '../../../src-main/novels/create-novel.ts';
import { openNovel } from '../../../src-main/novels/open-novel.ts';
import { describeError } from '../../../src-main/services/words.ts';
import { scenesOf } from '../../../src-shared/domain/novel.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import { atRest, novelFile, proseOf, temporaryFolder } from '../../helpers/novel-file.ts';

const firstScene = (db: Parameters<typeof getOutline>[0]) => scenesOf(getOutline(db))[0]!;

test('a closed novel is one file, whole when copied', async () => {
  const { path } = atRest();
  const novel = await openNovel({ path });
  const { id, revision } = firstScene(novel.db);
  saveScene(novel.db, { id, document: proseOf('Changed.'), baseRevision: revision });
  await novel.close();
  expect(readdirSync(dirname(path))).toEqual(['novel.fabula']);

  const copy = join(temporaryFolder(), 'copy.fabula');
  copyFileSync(path, copy);
  const db = openReader(copy);
  expect(textOfDocument(getScene(db, id).document)).toBe('Changed.');
  db.close();
});

test('creating never replaces a file and leaves none behind when it fails', () => {
  const { path, folder } = atRest();
  const before = readFileSync(path);
  expect(() => createNovel({ path, title: 'Other' })).toThrow('NOVEL_EXISTS');
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(readdirSync(folder)).toEqual(['novel.fabula']);
});

test('what a crash left in the log is there at the next open', async () => {
  const { path, db, scenes } = novelFile();
  const { id, revision } = scenes[0]!;
  saveScene(db, { id, document: proseOf('Saved just before the crash.'), baseRevision: revision });
  const crashed = temporaryFolder();
  const copy = join(crashed, 'novel.fabula');
  for (const suffix of ['', '-wal']) copyFileSync(path + suffix, copy + suffix); // as a kill leaves them
  const novel = await openNovel({ path: copy });
  expect(textOfDocument(getScene(novel.db, id).document)).toBe('Saved just before the crash.');
  await novel.close();
  expect(readdirSync(crashed)).toEqual(['novel.fabula']);
});

test('a second writer is refused by name, through a link or a copy too, and can open it afterwards', async () => {
  const { path, folder } = atRest();
  const novel = await openNovel({ path, program: 'The first' });
  symlinkSync(path, join(folder, 'symbolic.fabula'));
  linkSync(path, join(folder, 'hard.fabula'));
  const copy = join(temporaryFolder(), 'copy.fabula');
  cpSync(path, copy);
  for (const other of [path, join(folder, 'symbolic.fabula'), join(folder, 'hard.fabula'), copy])
    await expect(openNovel({ path: other })).rejects.toMatchObject({
      code: 'NOVEL_IN_USE',
      data: {
        program: 'The first',
        pid: process.pid,
        holder: expect.stringContaining('The first') as string,
      },
    });
  await novel.close();
  const again = await openNovel({ path });
  await again.close();
});

test(
  'a reader that was not closed does not cost the work, and closing says so',
  { timeout: 15_000 },
  async () => {
    const { path } = atRest();
    const novel = await openNovel({ path });
    const { id, revision } = firstScene(novel.db);
    saveScene(novel.db, { id, document: proseOf('Kept.'), baseRevision: revision });
    const reader = openReader(path);
    reader.exec('BEGIN');
    getOutline(reader);
    await expect(novel.close()).rejects.toMatchObject({ code: 'DATABASE_FAILED' });
    reader.exec('COMMIT');
    reader.close();
    const again = await openNovel({ path });
    expect(textOfDocument(getScene(again.db, id).document)).toBe('Kept.');
    await again.close();
    expect(readdirSync(dirname(path))).toEqual(['novel.fabula']);
  },
);

/** Each makes a file that must be refused, out of a sound one with a backup. */
const bad: readonly (readonly [what: string, code: string, spoil: (bytes: Buffer) => Buffer])[] = [
  ['an empty file', 'NOVEL_DAMAGED', () => Buffer.alloc(0)],
  ['a file cut short', 'NOVEL_DAMAGED', (bytes) => bytes.subarray(0, bytes.length - 5000)],
  ['a file cut to its first page', 'NOVEL_DAMAGED', (bytes) => bytes.subarray(0, 4096)],
  ['a file cut inside its header', 'NOVEL_DAMAGED', (bytes) => bytes.subarray(0, 60)],
  [
    'a garbled header',
    'NOVEL_DAMAGED',
    (bytes) => Buffer.concat([Buffer.alloc(100, 7), bytes.subarray(100)]),
  ],
  [
    'a garbled page in the middle',
    'NOVEL_DAMAGED',
    (bytes) =>
      Buffer.concat([bytes.subarray(0, 8192), Buffer.alloc(40_960, 0xa5), bytes.subarray(8192 + 40_960)]),
  ],
  [
    'a garbled schema',
    'NOVEL_DAMAGED',
    (bytes) => Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(3996, 1), bytes.subarray(4096)]),
  ],
  ['a later version', 'NOVEL_NEWER', (bytes) => patched(bytes, 60, 99)],
  ['a database of another program', 'NOVEL_NOT_A_NOVEL', (bytes) => patched(bytes, 68, 0x12345678)],
];

function patched(bytes: Buffer, offset: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32BE(value, offset);
  return copy;
}

for (const [what, code, spoil] of bad)
  test(`${what} is refused as ${code}, and neither it nor its folder is touched`, async () => {
    const { path, folder } = atRest();
    const novel = await openNovel({ path });
    await novel.close(); // made the day's backup
    const [backup] = listBackups(novel.id);
    writeFileSync(path, spoil(readFileSync(path)));
    const before = { bytes: readFileSync(path), mtime: statSync(path).mtimeMs };

    const refusal = await openNovel({ path }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code, data: { path } });
    if (code === 'NOVEL_DAMAGED') {
      expect(refusal).toMatchObject({ data: { backup: backup!.path } });
      expect(describeError(refusal)).toContain(backup!.path);
    }
    expect(readFileSync(path).equals(before.bytes)).toBe(true);
    expect(statSync(path).mtimeMs).toBe(before.mtime);
    expect(readdirSync(folder)).toEqual(['novel.fabula']);
  });

test('a damaged file that was left open by a crash is not touched either, and says that it has no backup', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'novel.fabula');
  const made = novelFile();
  for (const suffix of ['', '-wal']) copyFileSync(made.path + suffix, path + suffix);
  const bytes = readFileSync(path);
  writeFileSync(path, Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 0x5a)]));
  writeFileSync(`${path}-wal`, readFileSync(`${path}-wal`).subarray(0, 40));
  const before = [readFileSync(path), readFileSync(`${path}-wal`)];
  const refusal = await openNovel({ path }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'NOVEL_DAMAGED', data: { backup: null } });
  expect(describeError(refusal)).toContain('there is no backup of it yet');
  expect([readFileSync(path), readFileSync(`${path}-wal`)]).toEqual(before);
  expect(readdirSync(folder).sort()).toEqual(['novel.fabula', 'novel.fabula-wal']);
});

test('what is no novel at all is told apart from a damaged one', async () => {
  const folder = temporaryFolder();
  const letter = join(folder, 'letter.pdf');
  writeFileSync(letter, '%PDF-1.7 ...');
  await expect(openNovel({ path: letter })).rejects.toMatchObject({ code: 'NOVEL_NOT_A_NOVEL' });
  await expect(openNovel({ path: folder })).rejects.toMatchObject({ code: 'NOVEL_NOT_A_NOVEL' });
  await expect(openNovel({ path: join(folder, 'none.fabula') })).rejects.toMatchObject({
    code: 'NOVEL_NOT_FOUND',
  });
  const foreign = join(folder, 'notes.sqlite');
  new Database(foreign).exec('CREATE TABLE note (text)').close();
  await expect(openNovel({ path: foreign })).rejects.toMatchObject({ code: 'NOVEL_NOT_A_NOVEL' });
  expect(existsSync(join(folder, 'none.fabula'))).toBe(false);
});

test('a refused novel can be opened again once it was put right: no lock stays behind', async () => {
  const { path } = atRest();
  const good = readFileSync(path);
  writeFileSync(path, good.subarray(0, 4096));
  await expect(openNovel({ path })).rejects.toMatchObject({ code: 'NOVEL_DAMAGED' });
  writeFileSync(path, good);
  const novel = await openNovel({ path });
  await novel.close();
});

test('damage met in the middle of the work names the backup too', async () => {
  const { path } = atRest({ text: [[['A. '.repeat(20_000), 'B. '.repeat(20_000)]]] });
  const novel = await openNovel({ path });
  await novel.close();
  const [backup] = listBackups(novel.id);
  const again = await openNovel({ path });
  const bytes = readFileSync(path);
  bytes.fill(0xa5, 8192);
  writeFileSync(path, bytes);
  const refusal = (() => {
    try {
      for (const { id } of scenesOf(getOutline(again.db))) getScene(again.db, id);
      return null;
    } catch (error) {
      return error;
    }
  })();
  expect(refusal).toMatchObject({ code: 'NOVEL_DAMAGED', data: { path, backup: backup!.path } });
  await again.close().catch(() => undefined);
});

import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { openReader } from '../../../src-main/db/connection.ts';
import { getScene, saveScene } from '../../../src-main/db/scenes.ts';
import { holdBallast } from '../../../src-main/novels/ballast.ts';
import { openNovel, type OpenNovel } from '../../../src-main/novels/open-novel.ts';
import { saveOpenScene } from '../../../src-main/novels/save-open-scene.ts';
import { AppError } from '../../../src-shared/errors.ts';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import { atRest, proseOf, temporaryFolder } from '../../helpers/novel-file.ts';
import { fillDisk, smallDisk } from '../../helpers/small-disk.ts';

const usual = process.env['FABULA_DATA'];
afterEach(() => {
  process.env['FABULA_DATA'] = usual;
});

const long = (revision: number): string =>
  `Revision ${revision}. ${'The tide rose over the wall. '.repeat(3000)}`;

/** What the file holds, whatever the writer believes: its bytes with their log, read in another place. */
function storedRevision(path: string, id: SceneId): number {
  const copy = join(temporaryFolder(), 'copy.fabula');
  for (const suffix of ['', '-wal'])
    if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
  const reader = openReader(copy);
  try {
    return getScene(reader, id).revision;
  } finally {
    reader.close();
  }
}

/** Saves until the disk is full; answers the last revision that was acknowledged. */
function saveUntilFull(novel: OpenNovel, id: SceneId): { acknowledged: number; error: unknown } {
  for (let revision = 1; revision < 1000; revision++)
    try {
      saveScene(novel.db, { id, document: proseOf(long(revision + 1)), baseRevision: revision });
    } catch (error) {
      return { acknowledged: revision, error };
    }
  throw new Error('the disk never filled up');
}

const disk = 'a save on a full disk fails by name, and the file holds exactly what was acknowledged';
test(disk, { timeout: 60_000 }, async () => {
  const { path, scenes, folder } = atRest();
  const id = scenes[0]!.id;
  const small = smallDisk(8);
  if (small === null) {
    console.log('no small disk can be mounted here: a limit on the file size stands in for it');
    expect(saveUnderFileLimit(path, id)).toEqual({ isRefused: true, acknowledged: storedRevision(path, id) });
    expect(folder).not.toBe('');
    return;
  }
  const onDisk = join(small, 'novel.fabula');
  copyFileSync(path, onDisk);
  const novel = await openNovel({ path: onDisk });
  const empty = fillDisk(small, 1_000_000);
  const { acknowledged, error } = saveUntilFull(novel, id);
  expect(error).toMatchObject({ code: 'DISK_FULL', data: { path: onDisk } });
  expect(acknowledged).toBeGreaterThan(2); // it was full after some saves, not before the first
  expect(storedRevision(onDisk, id)).toBe(acknowledged);
  empty();
  saveScene(novel.db, { id, document: proseOf('Room again.'), baseRevision: acknowledged });
  await novel.close();
  expect(storedRevision(onDisk, id)).toBe(acknowledged + 1);
});

test(
  'the ballast lets the open scene be saved on a full disk, once, and says so',
  { timeout: 60_000 },
  async () => {
    const { path, scenes } = atRest();
    const id = scenes[0]!.id;
    const small = smallDisk(8);
    if (small === null) {
      console.log('no small disk can be mounted here: only the ballast itself is tried, not a full disk');
      const ballast = holdBallast(path);
      const held = join(process.env['FABULA_DATA']!, 'ballast');
      expect(statSync(held).size).toBe(2 * 1024 * 1024);
      expect([ballast.release(), existsSync(held), ballast.release()]).toEqual([true, false, false]);
      return;
    }
    process.env['FABULA_DATA'] = join(small, 'data'); // the ballast lies on the disk that fills up
    mkdirSync(process.env['FABULA_DATA']);
    const onDisk = join(small, 'novel.fabula');
    copyFileSync(path, onDisk);
    const novel = await openNovel({ path: onDisk });
    fillDisk(small, 1_000_000);
    const { acknowledged } = saveUntilFull(novel, id);
    const saved = saveOpenScene(novel, { id, document: proseOf(long(0)), baseRevision: acknowledged });
    expect(saved).toMatchObject({ isDiskFull: true, scene: { revision: acknowledged + 1 } });
    expect(storedRevision(onDisk, id)).toBe(acknowledged + 1);
    await novel.close().catch((error: unknown) => {
      expect(error).toBeInstanceOf(AppError); // resting may need more room than there is: nothing is lost by it
    });
    expect(storedRevision(onDisk, id)).toBe(acknowledged + 1);
  },
);

/** The same loop in a child that may not write files beyond a size. */
function saveUnderFileLimit(path: string, id: SceneId): { isRefused: boolean; acknowledged: number } {
  const child = fileURLToPath(new URL('../../helpers/saving-child.ts', import.meta.url));
  const command = `ulimit -f 2048; trap '' XFSZ; exec "${process.execPath}" "${child}" "${path}"`;
  const { stdout, status } = spawnSync('bash', ['-c', command], { encoding: 'utf8', timeout: 50_000 });
  const last = stdout.split('\n').findLast((line) => line.startsWith(id));
  return { isRefused: status !== 0, acknowledged: Number(last?.split(' ')[1]) };
}

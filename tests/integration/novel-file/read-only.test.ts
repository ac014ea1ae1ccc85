import { chmodSync, copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { getOutline } from '../../../src-main/db/outline.ts';
import { getScene, saveScene } from '../../../src-main/db/scenes.ts';
import { openNovel } from '../../../src-main/novels/open-novel.ts';
import { scenesOf } from '../../../src-shared/domain/novel.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import { atRest, proseOf, temporaryFolder } from '../../helpers/novel-file.ts';
import { lockDisk, smallDisk, unlockDisk } from '../../helpers/small-disk.ts';

interface ReadOnlyFolder {
  readonly folder: string;
  lock(): void;
  unlock(): void;
}

/** A folder that can be made read-only, for root too; null where root may not mount one. */
function readOnlyFolder(): ReadOnlyFolder | null {
  if (process.getuid?.() === 0) {
    const folder = smallDisk(8);
    if (folder === null) return null;
    return {
      folder,
      lock: () => {
        lockDisk(folder);
      },
      unlock: () => {
        unlockDisk(folder);
      },
    };
  }
  const folder = temporaryFolder();
  return {
    folder,
    lock: () => {
      chmodSync(folder, 0o555);
    },
    unlock: () => {
      chmodSync(folder, 0o755);
    },
  };
}

test('a novel in a read-only folder can be worked on; the work waits in the app and is published when it can be', async () => {
  const place = readOnlyFolder();
  if (place === null) {
    console.log('root may not mount here: only the work in a copy is tried, not a folder that refuses it');
    const { path, folder } = atRest();
    const novel = await openNovel({ path, place: { kind: 'read-only' } });
    getOutline(novel.db);
    expect(novel.workPath).not.toBe(path);
    expect(readdirSync(folder)).toEqual(['novel.fabula']);
    await novel.close();
    return;
  }
  const { folder, lock, unlock } = place;
  const path = join(folder, 'novel.fabula');
  copyFileSync(atRest().path, path);
  const before = readFileSync(path);
  lock();

  const reading = await openNovel({ path });
  expect(reading.place).toEqual({ kind: 'read-only' });
  await reading.close(); // nothing changed, nothing to say

  const first = await openNovel({ path });
  const { id, revision } = scenesOf(getOutline(first.db))[0]!;
  saveScene(first.db, { id, document: proseOf('Written on the train.'), baseRevision: revision });
  await expect(first.close()).rejects.toMatchObject({
    code: 'NOVEL_NOT_PUBLISHED',
    data: { path, kept: first.workPath, reason: 'reason.folder-unwritable' },
  });
  expect(readFileSync(path).equals(before)).toBe(true);

  const second = await openNovel({ path });
  expect(textOfDocument(getScene(second.db, id).document)).toBe('Written on the train.');
  await expect(second.close()).rejects.toMatchObject({ code: 'NOVEL_NOT_PUBLISHED' });

  unlock();
  const third = await openNovel({ path });
  await third.close();
  expect(readdirSync(folder)).toEqual(['novel.fabula']);
  const last = await openNovel({ path });
  expect(last.place).toEqual({ kind: 'local' });
  expect(textOfDocument(getScene(last.db, id).document)).toBe('Written on the train.');
  await last.close();
});

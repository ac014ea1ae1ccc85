import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderKind, syncName } from '../../../src-main/novels/folder-kind.ts';
import { temporaryFolder } from '../../helpers/novel-file.ts';

const byName: readonly (readonly [folder: string, name: string])[] = [
  ['Dropbox/Novels', 'Dropbox'],
  ['Dropbox (Personal)', 'Dropbox'],
  ['OneDrive - Contoso/Documents', 'OneDrive'],
  ['Library/Mobile Documents/com~apple~CloudDocs/Books', 'iCloud Drive'],
  ['Library/CloudStorage/Box-Box/Books', 'a cloud drive'],
  ['Google Drive/My Drive', 'Google Drive'],
  ['Nextcloud/deep/er', 'Nextcloud'],
];
for (const [folder, name] of byName)
  test(`a novel in ${folder} is not opened in place`, () => {
    expect(syncName(join(temporaryFolder(), folder))).toBe(name);
  });

const byMarker: readonly (readonly [marker: string, name: string])[] = [
  ['.dropbox', 'Dropbox'],
  ['.stfolder', 'Syncthing'],
  ['.sync_6f1e2a90.db', 'Nextcloud'],
  ['.tmp.drivedownload', 'Google Drive'],
];
for (const [marker, name] of byMarker)
  test(`a folder renamed by its owner is still known as synced by its ${marker}`, () => {
    const root = temporaryFolder();
    writeFileSync(join(root, marker), '');
    mkdirSync(join(root, 'books', 'one'), { recursive: true });
    const path = join(root, 'books', 'one', 'novel.fabula');
    writeFileSync(path, '');
    expect(folderKind(path)).toEqual({ kind: 'synced', name });
  });

test('a plain folder is worked in directly: a cloud word inside a name is not enough', () => {
  const folder = join(temporaryFolder(), 'My Dropbox story');
  mkdirSync(join(folder, '.sync'), { recursive: true });
  const path = join(folder, 'novel.fabula');
  writeFileSync(path, '');
  expect(folderKind(path)).toEqual({ kind: 'local' });
});

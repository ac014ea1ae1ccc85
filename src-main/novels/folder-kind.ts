import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, realpathSync, statfsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Where a novel lies: only in a plain local folder may an open SQLite file stand. */
export type FolderKind =
  | { readonly kind: 'local' }
  | { readonly kind: 'synced'; readonly name: string }
  | { readonly kind: 'network'; readonly name: string }
  | { readonly kind: 'read-only' };

/** What the folder of a novel is, by what can be seen of it; `path` is the novel's file. */
export function folderKind(path: string): FolderKind {
  const real = realpathSync.native(path);
  if (!isWritable(real)) return { kind: 'read-only' };
  const network = networkName(real);
  if (network !== null) return { kind: 'network', name: network };
  const synced = syncName(dirname(real));
  return synced === null ? { kind: 'local' } : { kind: 'synced', name: synced };
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Linux's numbers (statfs(2), linux/magic.h) of file systems whose locks or memory maps cannot be trusted. */
const networkTypes = new Map<number, string>([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0x65735546, 'FUSE'], // sshfs, rclone, cloud drives; a local disk through FUSE only loses a little speed
  [0x01021997, '9p'],
  [0x5346414f, 'AFS'],
  [0x73757245, 'Coda'],
  [0x00c36400, 'Ceph'],
  [0x786f4256, 'VirtualBox share'],
  [0xbacbacbc, 'VMware share'],
]);

function networkName(path: string): string | null {
  if (process.platform === 'win32') return /^\\\\(?![?.]\\(?!UNC\\))/.test(path) ? 'network share' : null;
  if (process.platform === 'darwin') return path.startsWith('/Volumes/') ? macNetworkName(path) : null;
  return networkTypes.get(statfsSync(path).type >>> 0) ?? null;
}

/** macOS numbers its file systems anew at every start, so the mount table is asked for the name. */
function macNetworkName(path: string): string | null {
  const mounts = execFileSync('mount', { encoding: 'utf8', timeout: 2000 });
  for (const [, place, type] of mounts.matchAll(/ on (\/Volumes\/.+?) \((\w+)/g))
    if (path.startsWith(`${place}/`) && /^(smbfs|nfs|afpfs|webdav|macfuse|osxfuse|fuse)/.test(type!))
      return type!;
  return null;
}

/** What sync programs leave in the folder they keep, and how their folders are called. */
const markers: readonly (readonly [name: string, marker: RegExp])[] = [
  ['Dropbox', /^\.dropbox(\.cache)?$/],
  ['Syncthing', /^\.stfolder$/],
  ['Nextcloud', /^(\._?sync_[0-9a-f]+\.db|\.(nextcloud|owncloud)sync\.log)$/],
  ['Google Drive', /^\.tmp\.drive(download|upload)$/],
  ['Resilio Sync', /^\.sync$/],
];
const folderNames: readonly (readonly [name: string, folder: RegExp])[] = [
  ['Dropbox', /^Dropbox( \(.+\))?$/],
  ['OneDrive', /^OneDrive( - .+|-.+)?$/],
  ['iCloud Drive', /^(iCloudDrive|Mobile Documents|com~apple~CloudDocs)$/],
  ['Google Drive', /^(Google ?Drive.*|My Drive)$/],
  ['Nextcloud', /^(Nextcloud|ownCloud)\d*$/],
  ['a cloud drive', /^CloudStorage$/], // macOS keeps every provider's folder in ~/Library/CloudStorage
];

/** The sync program that keeps this folder or one above it; null for none that is known. */
export function syncName(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    const byName = folderNames.find(([, pattern]) => pattern.test(basename(at)));
    if (byName) return byName[0];
    if (isHome(at)) return null;
    const entries = listNames(at);
    const byMarker = markers.find(([, pattern]) => entries.some((entry) => pattern.test(entry)));
    // Resilio's marker has a common name; its own id file tells it from others.
    if (byMarker && (byMarker[0] !== 'Resilio Sync' || existsSync(join(at, '.sync', 'ID'))))
      return byMarker[0];
    if (dirname(at) === at) return null;
  }
}

/** Programs keep their own state in the home folder itself (`~/.dropbox`), which says nothing of what lies below. */
function isHome(folder: string): boolean {
  return folder === (process.env['HOME'] ?? process.env['USERPROFILE']);
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

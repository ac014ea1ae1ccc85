import { mkdirSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import product from '../../package.json' with { type: 'json' };
import type { About, AppFolder } from '../../src-shared/domain/about.ts';
import { appDataFolder, logFolder, modelCacheFolder } from '../services/paths.ts';

/** What this app is and where it keeps things. */
export function describeApp(): About {
  const ids: readonly AppFolder[] = ['data', 'backups', 'models', 'logs'];
  return {
    version: product.version,
    electron: process.versions.electron ?? '',
    system: `${process.platform} ${release()} (${process.arch})`,
    folders: ids.map((id) => ({ id, path: folderOf(id) })),
  };
}

/** One of the app's folders, made if it was not there, so that a file manager can show it. */
export function existingFolder(id: AppFolder): string {
  const path = folderOf(id);
  mkdirSync(path, { recursive: true });
  return path;
}

function folderOf(id: AppFolder): string {
  if (id === 'models') return modelCacheFolder();
  if (id === 'logs') return logFolder();
  return id === 'backups' ? join(appDataFolder(), 'backups') : appDataFolder();
}

import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { modelCacheFolder } from '../../src-main/services/paths.ts';
import runtimes from './runtime.json' with { type: 'json' };

/** An Electron that stands in the cache, ready to run. */
export interface ElectronRuntime {
  /** "official" was downloaded from Electron's own releases, "fallback" came out of a package of the registry. */
  readonly source: 'official' | 'fallback';
  readonly version: string;
  readonly folder: string;
  readonly executable: string;
  readonly bytes: number; // of the executable
}

/** Grows when the way a runtime is put together changes, so that an older one is made anew. */
const recipe = 1;

/** The file in a runtime's folder that says it is whole; it is written last. */
export const noteName = 'fabula-runtime.json';

/** The newest Electron, the one that ships. */
export const officialVersion = (
  createRequire(import.meta.url)('electron/package.json') as { version: string }
).version;

/** Where runtimes and what is built for them live, beside the models. */
export function electronCacheFolder(): string {
  return join(dirname(modelCacheFolder()), 'electron');
}

/** The folder a runtime of this source has in the cache. It may not exist yet. */
export function runtimeFolder(source: ElectronRuntime['source']): string {
  const version = source === 'official' ? officialVersion : runtimes.fallback.version;
  return join(electronCacheFolder(), `${version}-${process.platform}-${process.arch}-${recipe}`);
}

/** The executable's place inside a runtime's folder. */
export function executableName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** The runtime of this source, null where it is not there or not whole. */
export function findRuntime(source: ElectronRuntime['source']): ElectronRuntime | null {
  const folder = runtimeFolder(source);
  const note = join(folder, noteName);
  const executable = join(folder, executableName());
  if (!existsSync(note) || !existsSync(executable)) return null;
  const { version, bytes } = JSON.parse(readFileSync(note, 'utf8')) as { version: string; bytes: number };
  if (statSync(executable).size !== bytes) return null;
  return { source, version, folder, executable, bytes };
}

/** The runtime that is there: the official one where both are. Throws where none is set up. */
export function readyRuntime(): ElectronRuntime {
  const wanted = wantedSource();
  const found = (wanted === null ? (['official', 'fallback'] as const) : [wanted])
    .map(findRuntime)
    .find((runtime) => runtime !== null);
  if (!found) throw new Error('No Electron is set up here: run `./fabula setup`.');
  return found;
}

/** What FABULA_ELECTRON asks for: "official" or "fallback"; null leaves the choice open. */
export function wantedSource(): ElectronRuntime['source'] | null {
  const wanted = process.env.FABULA_ELECTRON;
  return wanted === 'official' || wanted === 'fallback' ? wanted : null;
}

/** True where better-sqlite3's own addon does not load: it asks for Node-API 10, which Electron has since 36. */
export function needsOwnSqlite({ version }: ElectronRuntime): boolean {
  return Number.parseInt(version, 10) < 36;
}

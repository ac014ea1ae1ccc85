import { cpSync, existsSync, linkSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { packageClosure } from '../../../scripts/build/package-closure.ts';
import { root } from '../../../scripts/build/places.ts';
import type { BuiltApp } from '../../../scripts/build/build-app.ts';
import { modelCacheFolder } from '../../../src-main/services/paths.ts';
import { allowSandbox, canRead, type TestUser } from './test-user.ts';

/** Where everything a test of the window needs stands, readable for the user the app runs as. */
export interface Stage {
  readonly app: string;
  readonly executable: string;
  readonly cache: string; // FABULA_CACHE
}

/**
 * The built app, its Electron and the models where the test's user can read them: in their own place, or, below a home
 * folder that is closed to others, linked file by file into a folder beside the system's temporary ones.
 */
export function stageFor(built: BuiltApp, user: TestUser | null): Stage {
  const cache = dirname(modelCacheFolder());
  const inPlace = { app: built.folder, executable: built.runtime.executable, cache };
  if (user === null) return inPlace;
  const staging = stagingFolder();
  const { executable, cache: models } = stageCache(inPlace, { built, staging, user });
  allowSandbox(user, executable);
  const isReadable = canRead(user, join(built.folder, 'package.json'));
  return { app: isReadable ? built.folder : stageApp(built.folder, staging), executable, cache: models };
}

function stageCache(
  inPlace: Stage,
  { built, staging, user }: { built: BuiltApp; staging: string; user: TestUser },
): Pick<Stage, 'executable' | 'cache'> {
  if (canRead(user, built.runtime.executable)) return inPlace;
  const cache = join(staging, 'cache');
  const runtime = join(cache, 'electron', built.runtime.folder.split('/').at(-1) ?? '');
  linkTree(built.runtime.folder, runtime);
  linkTree(modelCacheFolder(), join(cache, 'models'));
  const executable = join(runtime, built.runtime.executable.slice(built.runtime.folder.length + 1));
  return { executable, cache };
}

/** A folder where the test's user can read it: in its own place, or linked into the staging folder. */
export function readablePlace(folder: string, user: TestUser | null): string {
  if (user === null || canRead(user, folder)) return folder;
  const place = join(stagingFolder(), basename(folder));
  linkTree(folder, place);
  return place;
}

function stagingFolder(): string {
  const name = `fabula-test-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`;
  const folder = join('/var/tmp', name);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}

/** The app with the packages it looks for above itself. */
function stageApp(folder: string, staging: string): string {
  const packages = join(staging, 'node_modules');
  for (const name of packageClosure())
    if (!existsSync(join(packages, name))) linkTree(join(root, 'node_modules', name), join(packages, name));
  const app = join(staging, folder.split('/').at(-1) ?? 'app');
  linkTree(folder, app);
  return app;
}

/** A second name for every file, or a copy where that is another disk; what is there and the same stays. */
function linkTree(from: string, to: string): void {
  if (!existsSync(from)) return;
  if (lstatSync(from).isDirectory()) {
    mkdirSync(to, { recursive: true, mode: 0o755 });
    for (const entry of readdirSync(from)) linkTree(join(from, entry), join(to, entry));
    return;
  }
  const there = lstatSync(to, { throwIfNoEntry: false });
  const here = lstatSync(from);
  if (there && there.size === here.size && there.mtimeMs >= here.mtimeMs) return;
  rmSync(to, { force: true });
  try {
    linkSync(from, to);
  } catch {
    cpSync(from, to, { dereference: true, preserveTimestamps: true });
  }
}

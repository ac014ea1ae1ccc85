import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve, sep } from 'node:path';
import { giveTo, type TestUser } from './test-user.ts';

/** A home folder of its own, with Documents, that the app's user owns. */
export function makeHome(user: TestUser | null): string {
  const home = mkdtempSync(join(tmpdir(), 'fabula-app-'));
  for (const name of ['Documents', 'runtime', '.config']) mkdirSync(join(home, name), { mode: 0o700 });
  writeFileSync(join(home, '.config/user-dirs.dirs'), 'XDG_DOCUMENTS_DIR="$HOME/Documents"\n');
  if (user) giveTo(user, home);
  return home;
}

/** Copies a file or folder into the home folder, the user's own; what is there already stays where it is. */
export function bringInto(home: string, path: string, user: TestUser | null): string {
  const inside = resolve(path);
  if (inside.startsWith(home + sep)) return inside;
  const target = join(home, basename(inside));
  cpSync(inside, target, { recursive: true });
  if (user) giveTo(user, target);
  return target;
}

/** A program that turns into the app's executable as the user: the process keeps its number. */
export function writeProgram(home: string, executable: string, user: TestUser | null): string {
  if (!user) return executable;
  const program = join(home, 'start');
  const become = `setpriv --reuid=${user.uid} --regid=${user.gid} --clear-groups --`;
  writeFileSync(program, `#!/bin/sh\nexec ${become} '${executable}' "$@"\n`);
  chmodSync(program, 0o755);
  return program;
}

interface EnvironmentOptions {
  readonly home: string;
  readonly locale: string;
  readonly cache: string;
  readonly display: string;
  readonly more?: Readonly<Record<string, string>> | undefined;
}

/** What the app sees of the system: nothing of this machine's own settings. */
export function environment({
  home,
  locale,
  cache,
  display,
  more,
}: EnvironmentOptions): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: home,
    TMPDIR: tmpdir(),
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    LANGUAGE: locale,
    DISPLAY: display,
    XDG_RUNTIME_DIR: join(home, 'runtime'),
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(home, 'runtime', 'none')}`,
    FABULA_DATA: join(home, 'data'),
    FABULA_CACHE: cache,
    ...more,
  };
}

interface StartAgain {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  readonly cwd: string;
}

/** Starts the program once more and waits for that process to end. */
export function startAgain({ program, args, env, cwd }: StartAgain): Promise<number | null> {
  const child = spawn(program, args, { env, cwd, stdio: 'ignore' });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', done);
  });
}

import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const name = 'fabula-test';

/** Who the app runs as: the sandbox of Chromium does not run for root. */
export interface TestUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** A user without rights, made once on this machine, where the tests run as root; null where they do not. */
export function testUser(): TestUser | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const found = findUser() ?? makeUser();
  if (!found) throw new Error(`the user ${name} could not be made`);
  return found;
}

function findUser(): TestUser | null {
  const ids = ['-u', '-g'].map((which) => spawnSync('id', [which, name], { encoding: 'utf8' }));
  if (ids.some(({ status }) => status !== 0)) return null;
  const [uid = 0, gid = 0] = ids.map(({ stdout }) => Number(stdout.trim()));
  return { name, uid, gid };
}

function makeUser(): TestUser | null {
  spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    name,
  ]);
  return findUser();
}

/** True where that user can read the path; folders on the way to it included. */
export function canRead(user: TestUser, path: string): boolean {
  const test = [
    '--reuid',
    String(user.uid),
    '--regid',
    String(user.gid),
    '--clear-groups',
    'test',
    '-r',
    path,
  ];
  return spawnSync('setpriv', test).status === 0;
}

/**
 * Lets Chromium's sandbox work where the system keeps user namespaces from that user (a chroot, a hardened kernel): its
 * helper beside the executable becomes root's, to be run as root.
 */
export function allowSandbox(user: TestUser, executable: string): void {
  const as = ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups'];
  if (spawnSync('setpriv', [...as, 'unshare', '--user', 'true']).status === 0) return;
  const helper = join(dirname(executable), 'chrome-sandbox');
  const { mode, uid } = statSync(helper);
  if (uid !== 0) chownSync(helper, 0, 0);
  if ((mode & 0o7777) !== 0o4755) chmodSync(helper, 0o4755);
}

/** Gives a folder and all that is in it to the user. */
export function giveTo(user: TestUser, path: string): void {
  chownSync(path, user.uid, user.gid);
  if (!statSync(path).isDirectory()) return chmodSync(path, statSync(path).mode | 0o600);
  for (const entry of readdirSync(path)) giveTo(user, join(path, entry));
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say, SetUpFailed } from '../models/say.ts';
import type { ElectronRuntime } from './runtime.ts';

/** What Electron needs of Debian, beside what these bring along. */
const libraries = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libcups2',
];

/** A virtual display, for tests and pictures on a machine without one. */
const display = ['xvfb'];

/** The compiler, for an Electron whose Node-API is older than better-sqlite3's. */
const compiler = ['gcc', 'g++', 'libc6-dev'];

export interface SystemNeeds {
  readonly display: boolean;
  readonly compiler: boolean;
}

/** Installs what of the system is missing to run this Electron: on Debian as root; else says what to install. */
export function installSystemPackages(runtime: ElectronRuntime, needs: SystemNeeds): void {
  if (process.platform !== 'linux') return;
  const wanted = [
    ...(missingLibraries(runtime).length > 0 ? libraries : []),
    ...(needs.display && !hasCommand('Xvfb') ? display : []),
    ...(needs.compiler && !(hasCommand('gcc') && hasCommand('g++')) ? compiler : []),
  ];
  if (wanted.length === 0) return;
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0)
    throw new SetUpFailed(
      `The window needs packages of the system that are missing here. On Debian or Ubuntu: ` +
        `sudo apt-get install ${wanted.join(' ')}`,
    );
  say(`Installing Debian packages: ${wanted.join(' ')} (a minute or two) ...`);
  apt(['update']);
  apt(['install', '-y', '-o', 'Dpkg::Use-Pty=0', '--no-install-recommends', ...wanted.map(nameHere)]);
  const left = missingLibraries(runtime);
  if (left.length > 0) throw new SetUpFailed(`Electron still misses ${left.join(', ')}.`);
}

/** The shared libraries that the executable asks for and the system does not have. */
function missingLibraries({ executable }: ElectronRuntime): readonly string[] {
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' });
  const missing = [...(stdout ?? '').matchAll(/^\s*(\S+) => not found$/gm)].map(([, name = '']) => name);
  // ldd knows nothing of what Electron opens by name later.
  return hasLater() ? missing : [...missing, 'libXss.so.1'];
}

function hasLater(): boolean {
  const { stdout } = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  return (stdout ?? '').includes('libXss.so.1');
}

function hasCommand(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}

/** Newer releases carry some of these under a name that ends in t64. */
function nameHere(name: string): string {
  const renamed = `${name}t64`;
  return spawnSync('apt-cache', ['show', renamed]).status === 0 ? renamed : name;
}

function apt(args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new SetUpFailed(`apt-get ${args[0]} failed; what it said stands above.`);
}

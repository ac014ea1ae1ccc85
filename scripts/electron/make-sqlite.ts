import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { say, SetUpFailed } from '../models/say.ts';
import { electronCacheFolder, needsOwnSqlite, type ElectronRuntime } from './runtime.ts';

const require = createRequire(import.meta.url);
const source = dirname(require.resolve('better-sqlite3/package.json'));
const { version } = require('better-sqlite3/package.json') as { version: string };
/** Grows when the way it is compiled changes. */
const recipe = 1;

/**
 * better-sqlite3's addon for this Electron. The package's own needs Node-API 10; for an older Electron it is compiled
 * once with what Node-API 10 made stable asked for as experimental, and kept in the cache. Null: its own will do.
 */
export async function makeSqlite(runtime: ElectronRuntime): Promise<string | null> {
  if (!needsOwnSqlite(runtime)) return null;
  const target = sqliteFile(runtime);
  if (existsSync(target)) return target;
  say(`Compiling better-sqlite3 ${version} for Electron ${runtime.version} (a minute or two, once) ...`);
  mkdirSync(electronCacheFolder(), { recursive: true });
  const work = mkdtempSync(join(electronCacheFolder(), '.compiling-'));
  try {
    const sqlite = join(source, 'deps/sqlite3');
    const addon = join(work, 'better_sqlite3.node');
    await Promise.all([
      run(
        'gcc',
        ['-c', '-std=c99', ...flags, `-I${sqlite}`, join(sqlite, 'sqlite3.c'), '-o', 'sqlite3.o'],
        work,
      ),
      run(
        'g++',
        [
          '-c',
          ...addonFlags,
          ...flags,
          ...includes(sqlite),
          join(source, 'src/better_sqlite3.cpp'),
          '-o',
          'addon.o',
        ],
        work,
      ),
    ]);
    const link = ['-shared', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL', '-o', addon];
    await run('g++', [...link, 'sqlite3.o', 'addon.o', '-ldl', '-lpthread'], work);
    const fresh = `${target}.${process.pid}`;
    copyFileSync(addon, fresh);
    renameSync(fresh, target);
    return target;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Where the compiled addon of a runtime is kept; the runtime's own prebuilt one needs none. */
export function sqliteFile(runtime: ElectronRuntime): string {
  const name = `better-sqlite3-${version}-electron-${runtime.version}-${process.platform}-${process.arch}-${recipe}.node`;
  return join(electronCacheFolder(), name);
}

/** SQLite's own options, as the package's build file lists them. */
function definitions(): readonly string[] {
  const list = readFileSync(join(source, 'deps/defines.gypi'), 'utf8');
  return [...list.matchAll(/^ +'(\w+(?:=[^']*)?)',$/gm)].map(([, name]) => `-D${name}`);
}

const flags = ['-O3', '-fPIC', '-w', '-DNDEBUG', ...definitions()];

const addonFlags = [
  '-std=c++20',
  '-fvisibility=hidden',
  '-fvisibility-inlines-hidden',
  '-fno-exceptions',
  '-fno-rtti',
  '-DBUILDING_NODE_EXTENSION',
  '-DNODE_GYP_MODULE_NAME=better_sqlite3',
  '-DNAPI_EXPERIMENTAL',
  '-DNAPI_VERSION=2147483647', // NAPI_VERSION_EXPERIMENTAL, which these headers no longer set by themselves
  '-DNODE_API_EXPERIMENTAL_NO_WARNING',
  '-DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
  '-DNAPI_DISABLE_CPP_EXCEPTIONS',
  '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
  '-include',
  join(import.meta.dirname, 'post-finalizer.h'),
];

function includes(sqlite: string): readonly string[] {
  const requireOfPackage = createRequire(join(source, 'package.json'));
  const headers = ['node-addon-api', 'node-api-headers/include'].map((name) => {
    const [root = '', ...rest] = name.split('/');
    return join(dirname(requireOfPackage.resolve(`${root}/package.json`)), ...rest);
  });
  return [sqlite, join(source, 'src'), ...headers].map((folder) => `-I${folder}`);
}

function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
    child.on('error', (error) => reject(new SetUpFailed(`${command} does not start: ${error.message}`)));
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(new SetUpFailed(`${said}\n${command} could not compile better-sqlite3.`)),
    );
  });
}

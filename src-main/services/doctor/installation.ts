import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, availableParallelism, cpus, freemem, release, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import { loadBackend } from '../../../agents/model/llama-backend.ts';
import { appDataFolder, modelCacheFolder } from '../paths.ts';
import { attempt, check, type Check } from './check.ts';

const gigabyte = 1e9;
/** Older ones can lose the log's reset when two processes checkpoint at once. */
const leastSqlite = [3, 51, 3];
/** better-sqlite3 needs Node-API 10. */
const leastNode = [22, 14, 0];

/** The machine and what is installed on it: versions, builds, room. */
export function examineInstallation(): Promise<readonly Check[]> {
  return Promise.all([
    attempt(process.versions.electron === undefined ? 'node' : 'electron', lookAtRuntime),
    attempt('machine', lookAtMachine),
    attempt('disk-models', () => lookAtDisk('disk-models', modelCacheFolder())),
    attempt('disk-data', () => lookAtDisk('disk-data', appDataFolder())),
    attempt('sqlite', lookAtSqlite),
    attempt('onnxruntime', () => check('onnxruntime', 'ok', { version: versionOf('onnxruntime-node') })),
    attempt('llama', lookAtLlama),
  ]);
}

/** The app brings its own Node inside Electron, and a better-sqlite3 that fits it. */
function lookAtRuntime(): Check {
  const { electron, node: version } = process.versions;
  if (electron !== undefined) return check('electron', 'ok', { electron, version });
  const least = leastNode.join('.');
  return check('node', isAtLeast(version, leastNode) ? 'ok' : 'fail', { version, least });
}

async function lookAtMachine(): Promise<Check> {
  const { physicalCores } = await loadBackend();
  const free = freemem() / gigabyte;
  return check('machine', free < 1 ? 'warn' : 'ok', {
    system: `${process.platform} ${release()}`,
    architecture: arch(),
    processor: cpus()[0]?.model.trim() ?? '?',
    physicalCores,
    logicalCores: cpus().length,
    usableCores: availableParallelism(),
    memory: totalmem() / gigabyte,
    freeMemory: free,
  });
}

/** Free room where a folder is, or will be. */
function lookAtDisk(id: string, folder: string): Check {
  let standing = folder;
  while (!existsSync(standing) && dirname(standing) !== standing) standing = dirname(standing);
  const { bavail, bsize } = statfsSync(standing);
  const free = (bavail * bsize) / gigabyte;
  return check(id, free < 0.2 ? 'fail' : free < 1 ? 'warn' : 'ok', { folder, free });
}

function lookAtSqlite(): Check {
  const db = new Database(':memory:');
  try {
    sqliteVec.load(db);
    const row = db
      .prepare<[], { sqlite: string; vec: string }>('SELECT sqlite_version() AS sqlite, vec_version() AS vec')
      .get();
    const { sqlite = '?', vec = '?' } = row ?? {};
    return check('sqlite', isAtLeast(sqlite, leastSqlite) ? 'ok' : 'fail', {
      sqlite,
      least: leastSqlite.join('.'),
      binding: versionOf('better-sqlite3'),
      vec,
    });
  } finally {
    db.close();
  }
}

async function lookAtLlama(): Promise<Check> {
  const { llama } = await loadBackend();
  return check('llama', 'ok', {
    version: versionOf('node-llama-cpp'),
    release: llama.llamaCppRelease.release,
    build: llama.buildType,
    instructions: instructionsOf(llama.systemInfo),
  });
}

/** The processor's instruction sets that this build uses, from llama.cpp's own list of all it knows ("AVX2 = 1"). */
function instructionsOf(systemInfo: string): string {
  const used = [...systemInfo.matchAll(/\b(\w+) = 1\b/g)].map(([, name = '']) => name);
  return used
    .filter((name) =>
      /^(SSE3|SSSE3|AVX\w*|F16C|FMA|BMI2|AMX\w*|NEON|ARM_\w+|DOTPROD|SVE|RISCV\w*)$/.test(name),
    )
    .join(' ');
}

const require = createRequire(import.meta.url);

/** The version in a package's own package.json, found upwards from its entry point: not every package exports it. */
function versionOf(name: string): string {
  let folder = dirname(require.resolve(name));
  while (dirname(folder) !== folder) {
    const file = join(folder, 'package.json');
    const found = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string })
      : {};
    if (found.name === name && found.version !== undefined) return found.version;
    folder = dirname(folder);
  }
  return '?';
}

function isAtLeast(version: string, least: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  const at = least.findIndex((part, index) => (parts[index] ?? 0) !== part);
  return at === -1 || (parts[at] ?? 0) > (least[at] ?? 0);
}

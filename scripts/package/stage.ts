import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { embeddingModelFolder, languageModelFile, modelCacheFolder } from '../../src-main/services/paths.ts';
import type { BuiltApp } from '../build/build-app.ts';
import { packageClosure } from '../build/package-closure.ts';
import { root } from '../build/places.ts';

const stage = join(root, 'dist/stage');

/**
 * Lays out what is packed, in dist/stage: `app` for the archive, `packages` for what cannot be inside one, `models`.
 * What the app never reads is left out.
 */
export function stagePackage({ folder }: BuiltApp): void {
  rmSync(stage, { recursive: true, force: true });
  const own = join(folder, 'node_modules');
  take(folder, join(stage, 'app'), (path) => path !== own);
  for (const name of packageClosure()) {
    if (isForElsewhere(name)) continue;
    const place = existsSync(join(own, name)) ? join(own, name) : join(root, 'node_modules', name);
    take(place, join(stage, 'packages', name), isWanted);
  }
  const models = modelCacheFolder();
  for (const place of [embeddingModelFolder(), dirname(languageModelFile())])
    take(place, join(stage, 'models', place.slice(models.length + 1)), () => true);
}

const here = `${process.platform}-${process.arch}`;

/** Builds of native code for other systems, and the empty packages that stand for large ones. */
function isForElsewhere(name: string): boolean {
  const [, system] = /^(?:@node-llama-cpp\/|sqlite-vec-)(.+)$/.exec(name) ?? [];
  if (system === undefined) return false;
  const wanted = [
    here,
    here.replace('win32', 'win'),
    here.replace('darwin', 'mac'),
    here.replace('win32', 'windows'),
  ];
  return !wanted.includes(system) && !wanted.some((one) => system === `${one}-metal`);
}

const sources = [
  /\/\.bin$/,
  /\/(test|tests|docs|example|examples|\.github)$/,
  /\/node-llama-cpp\/(llama|templates)$/,
  /\/better-sqlite3\/(deps|src)$/,
  /\/node_modules\/(cmake-js|node-api-headers)\/(?!package\.json)/,
  /\.(map|d\.ts|d\.mts|d\.cts|ts|markdown|h|cc|cpp|c|gyp|gypi|tsbuildinfo)$/,
  /\/harper\.js\/dist\/(slimBinaryInlined|binaryInlined)\.js$/,
];

function isWanted(path: string): boolean {
  if (sources.some((pattern) => pattern.test(path))) return false;
  const [, platform, arch] = /\/onnxruntime-node\/bin\/[^/]+\/([^/]+)(?:\/([^/]+))?/.exec(path) ?? [];
  if (platform !== undefined && platform !== process.platform) return false;
  if (arch !== undefined && arch !== process.arch) return false;
  const [, prebuilt] = /\/better-sqlite3\/prebuilds\/(.+)\.node$/.exec(path) ?? [];
  return prebuilt === undefined || prebuilt === here;
}

/** A second name for every wanted file, or a copy where that is another disk. */
function take(from: string, to: string, isTaken: (path: string) => boolean): void {
  if (!existsSync(from) || !isTaken(from)) return;
  if (statSync(from).isDirectory()) {
    mkdirSync(to, { recursive: true });
    for (const name of readdirSync(from)) take(join(from, name), join(to, name), isTaken);
    return;
  }
  try {
    linkSync(from, to);
  } catch {
    cpSync(from, to, { dereference: true });
  }
}

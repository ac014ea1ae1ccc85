import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { node24, root } from './places.mjs';
import { installPackages } from './install-packages.mjs';
import { Interrupted, runCommand, say, SetUpFailed } from './run-command.mjs';
import { withLock } from './set-up-lock.mjs';

export { Interrupted, SetUpFailed };

const stamp = join(root, 'node_modules/.fabula-set-up.json');

/**
 * Sets up what is missing and nothing else. When nothing is missing it reads two files and asks the size of a few;
 * checksums are verified when something is made, and by `setup --verify`.
 */
export async function setUp({ needs, window = false, options, isAsked, signal }) {
  if (needs === 'nothing') return;
  const ready = readStamp();
  const arePackagesReady = ready.packages === packagesKey() && existsSync(node24);
  const models = needs === 'packages' ? 'none' : needs;
  const areModelsReady = models === 'none' || hasModels(ready.models, models);
  const isWindowReady = !window || hasWindow(ready.window);
  if (arePackagesReady && areModelsReady && isWindowReady && options.length === 0) {
    if (isAsked) say('Everything is set up.');
    return;
  }
  const began = Date.now();
  await withLock(signal, async (onStart) => {
    if (readStamp().packages !== packagesKey() || !existsSync(node24)) {
      rmSync(stamp, { force: true });
      await installPackages({ signal, onStart });
      writeStamp({ packages: packagesKey() });
    }
    if (models !== 'none') await setUpModels({ models, options, signal, onStart });
    if (window && !hasWindow(readStamp().window)) await setUpWindow({ signal, onStart });
  });
  if (isAsked) say(`Everything is set up (${((Date.now() - began) / 1000).toFixed(1)} s).`);
}

/** Builds or fetches the models on Node 24, and notes which files stand for "ready". */
async function setUpModels({ models, options, signal, onStart }) {
  const result = join(root, '.setup/models.json');
  const program = join(root, 'scripts/set-up-models.ts');
  try {
    const { code } = await runCommand(node24, [program, models, result, ...absolute(options)], {
      signal,
      onStart,
      streams: true,
    });
    if (code === 2) throw new SetUpFailed('Usage: ./fabula setup [--verify] [--model-file FILE]');
    if (code !== 0)
      throw new SetUpFailed('The set-up could not be finished. Run it again when this is mended.');
    writeStamp({ models: { key: modelsKey(), files: JSON.parse(readFileSync(result, 'utf8')) } });
  } finally {
    rmSync(result, { force: true });
  }
}

/** Makes Electron and what it needs of the system, and notes which files stand for "ready". */
async function setUpWindow({ signal, onStart }) {
  const result = join(root, '.setup/window.json');
  try {
    const program = join(root, 'scripts/set-up-window.ts');
    const { code } = await runCommand(node24, [program, result], { signal, onStart, streams: true });
    if (code !== 0)
      throw new SetUpFailed('The window could not be set up. Run it again when this is mended.');
    writeStamp({ window: { key: windowKey(), files: JSON.parse(readFileSync(result, 'utf8')) } });
  } finally {
    rmSync(result, { force: true });
  }
}

function hasWindow(noted) {
  return noted?.key === windowKey() && noted.files.every(({ path, bytes }) => sizeOf(path) === bytes);
}

function absolute(options) {
  return options.map((option, index) => (options[index - 1] === '--model-file' ? resolve(option) : option));
}

function hasModels(noted, models) {
  if (noted === undefined || noted.key !== modelsKey()) return false;
  const wanted = noted.files.filter(({ model }) => models !== 'embedding' || model === 'embedding');
  if (models !== 'embedding' && !wanted.some(({ model }) => model === 'language')) return false;
  return wanted.every(({ path, bytes }) => sizeOf(path) === bytes);
}

function sizeOf(path) {
  try {
    return statSync(path).size;
  } catch {
    return -1;
  }
}

/** What the installed packages were made from. */
function packagesKey() {
  return hash([readFileSync(join(root, 'package-lock.json')), process.platform, process.arch]);
}

/** What decides where the models are and what they should be. */
function modelsKey() {
  const { FABULA_CACHE, FABULA_MODEL_FILE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const places = [FABULA_CACHE && resolve(FABULA_CACHE), FABULA_MODEL_FILE && resolve(FABULA_MODEL_FILE)];
  return hash([
    readFileSync(join(root, 'resources/models.json')),
    JSON.stringify([...places, XDG_CACHE_HOME, LOCALAPPDATA, homedir()]),
  ]);
}

/** What decides where Electron is and which one it should be. */
function windowKey() {
  const { FABULA_CACHE, FABULA_ELECTRON, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const places = [FABULA_CACHE && resolve(FABULA_CACHE), FABULA_ELECTRON, XDG_CACHE_HOME, LOCALAPPDATA];
  const makers = ['runtime.json', 'runtime.ts', 'make-sqlite.ts', 'system-packages.ts'];
  return hash([
    packagesKey(),
    ...makers.map((name) => readFileSync(join(root, 'scripts/electron', name))),
    JSON.stringify([...places, homedir()]),
  ]);
}

function hash(parts) {
  const digest = createHash('sha256');
  parts.forEach((part) => digest.update(part).update('\0'));
  return digest.digest('hex');
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stamp, 'utf8'));
  } catch {
    return {};
  }
}

/** A stamp that cannot be written (a read-only tree) costs the next run a slower look and nothing else. */
function writeStamp(news) {
  const fresh = `${stamp}.${process.pid}`;
  try {
    mkdirSync(join(root, 'node_modules'), { recursive: true });
    writeFileSync(fresh, JSON.stringify({ ...readStamp(), ...news }));
    renameSync(fresh, stamp);
  } catch {
    rmSync(fresh, { force: true });
  }
}

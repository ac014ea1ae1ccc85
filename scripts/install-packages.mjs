import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { node24, root } from './places.mjs';
import { runCommand, say, SetUpFailed } from './run-command.mjs';

const installed = join(root, 'node_modules/.package-lock.json'); // npm writes it when it has finished

/**
 * Brings node_modules to what package-lock.json says, unless npm already did. No package may run its install script
 * but `node`, which fetches its binary: the others would compile or download what their packages already carry, and
 * old npm versions do not read `allowScripts`.
 */
export async function installPackages({ signal, onStart }) {
  const options = { cwd: root, signal, onStart, env };
  const npm = await usableNpm(options);
  if (!matchesLock()) {
    say('Installing packages with npm (about 900 MB on disk; one to three minutes) ...');
    rmSync(installed, { force: true }); // so that an interrupted npm never looks finished
    check(await npm(['ci', '--ignore-scripts']), 'npm ci');
  }
  if (!(await runsNode24(signal))) {
    say('Fetching Node 24 (about 45 MB) ...');
    check(await npm(['rebuild', 'node', '--ignore-scripts=false']), 'npm rebuild node');
    if (!(await runsNode24(signal)))
      throw new SetUpFailed(`Node 24 was installed but does not start: ${node24}`);
  }
}

const env = { ONNXRUNTIME_NODE_INSTALL: 'skip', NODE_LLAMA_CPP_SKIP_DOWNLOAD: 'true' };
const quiet = ['--no-audit', '--no-fund', '--no-update-notifier'];
const own = join(root, '.setup/npm');
const ownNode = join(own, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
const ownNpm = [ownNode, [join(own, 'node_modules/npm/bin/npm-cli.js')]];

/**
 * Runs npm: the one that started this, or the one on the path. Debian 12 has Node 18, for which npm leaves out packages
 * that ask for more, and npm 9, which fails on the overrides in package.json: then a newer pair of both is fetched
 * beside the set-up's own files, and used from then on.
 */
async function usableNpm(options) {
  const isOldNode = Number.parseInt(process.versions.node, 10) < 20;
  let [command, first] = existsSync(ownNode) ? ownNpm : isOldNode ? await fetchNpm(options) : npmHere();
  return async (args) => {
    const result = await runCommand(command, [...first, ...args, ...quiet], options);
    if (result.code === 0 || command === ownNode || !(await isOldNpm(options))) return result;
    [command, first] = await fetchNpm(options);
    return runCommand(command, [...first, ...args, ...quiet], options);
  };
}

async function fetchNpm(options) {
  say('The Node and npm of this system are old; fetching newer ones for this folder ...');
  const args = ['install', '--prefix', own, 'npm@11', 'node@24', ...quiet];
  check(await runCommand('npm', args, { ...options, cwd: dirname(root) }), 'npm install npm@11 node@24');
  return ownNpm;
}

function npmHere() {
  const npm = process.env.npm_execpath;
  return npm !== undefined && npm.includes('npm') && existsSync(npm)
    ? [process.execPath, [npm]]
    : ['npm', []];
}

async function isOldNpm({ signal }) {
  const { output } = await runCommand('npm', ['--version'], { signal });
  return Number.parseInt(output.trim().split('\n').at(-1) ?? '', 10) < 10;
}

/** Whether npm finished an install here of exactly the locked versions. */
function matchesLock() {
  const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
  try {
    const here = packagesOf(installed);
    const locked = Object.entries(packagesOf(join(root, 'package-lock.json'))).filter(
      ([path]) => path !== '',
    );
    return (
      locked.every(([path, { version, optional }]) =>
        here[path] === undefined ? optional === true : here[path].version === version,
      ) && Object.keys(here).every((path) => existsSync(join(root, path, 'package.json')))
    );
  } catch {
    return false;
  }
}

async function runsNode24(signal) {
  if (!existsSync(node24)) return false;
  try {
    const { code, output } = await runCommand(node24, ['--version'], { signal });
    return code === 0 && output.startsWith('v24.');
  } catch (error) {
    if (signal.aborted) throw error;
    return false;
  }
}

function check({ code, output }, what) {
  if (code === 0) return;
  const last = output.trim().split('\n').slice(-25).join('\n');
  throw new SetUpFailed(
    `${last}\n\n\`${what}\` failed. Is the network there? Run the same command again to go on.`,
  );
}

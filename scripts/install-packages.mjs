import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { node24, root } from './places.mjs';
import { runCommand, say, SetUpFailed } from './run-command.mjs';

const installed = join(root, 'node_modules/.package-lock.json'); // npm writes it when it has finished

/**
 * Brings node_modules to what package-lock.json says, unless npm already did. No package may run its install script
 * but `node`, which fetches its binary: the others would compile or download what their packages already carry, and
 * old npm versions do not read `allowScripts`.
 */
export async function installPackages({ signal, onStart }) {
  const npm = async (args) =>
    runCommand(...(await npmCommand([...args, '--no-audit', '--no-fund', '--no-update-notifier'], signal)), {
      cwd: root,
      signal,
      onStart,
      env: { ONNXRUNTIME_NODE_INSTALL: 'skip', NODE_LLAMA_CPP_SKIP_DOWNLOAD: 'true' },
    });
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

/** The npm that started this, or the one on the path; npm 9, which Debian 12 has, cannot read our overrides and fetches npm 10. */
async function npmCommand(args, signal) {
  const npm = process.env.npm_execpath;
  if (npm !== undefined && npm.includes('npm') && existsSync(npm)) return [process.execPath, [npm, ...args]];
  const { output } = await runCommand('npm', ['--version'], { signal });
  return Number.parseInt(output.trim().split('\n').at(-1) ?? '', 10) < 10
    ? ['npx', ['--yes', 'npm@10', ...args]]
    : ['npm', args];
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

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { buildApp } from './build/build-app.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Builds what is stale and opens the window; arguments (a novel's file, switches of Chromium) are handed on. */
async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log('Usage: ./fabula start [novel.fabula]\nBuilds what has changed and opens the window.');
    return 0;
  }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    say(
      'There is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set. On a machine without one, start',
    );
    say(
      'a virtual screen (Xvfb :1 -screen 0 1280x800x24) and set DISPLAY=:1. `./fabula help` lists what needs none.',
    );
    return 1;
  }
  const { folder, runtime } = await buildApp(say);
  say(
    `Electron ${runtime.version} (${runtime.source === 'official' ? 'official build' : 'from a registry package'})`,
  );
  return run(runtime.executable, [...switches(), folder, ...args]);
}

function switches(): readonly string[] {
  if (process.platform !== 'linux') return [];
  const platform = process.env.WAYLAND_DISPLAY ? 'auto' : 'x11';
  if (process.getuid?.() !== 0) return [`--ozone-platform-hint=${platform}`];
  say(
    "Root: Chromium's sandbox does not run for root, so the window starts without it. Better start it as a user.",
  );
  return [`--ozone-platform-hint=${platform}`, '--no-sandbox'];
}

function run(executable: string, args: readonly string[]): Promise<number> {
  const child = spawn(executable, args, { stdio: 'inherit' });
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => done(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

process.exitCode = await main(process.argv.slice(2));

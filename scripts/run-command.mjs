import { spawn } from 'node:child_process';

/** Thrown when the person at the terminal, or the system, asked the set-up to stop. */
export class Interrupted extends Error {}

/** Thrown with words for people: what failed and what to do. */
export class SetUpFailed extends Error {}

const isWindows = process.platform === 'win32';

export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a command to its end, in a process group of its own, so that nothing of it is left when the set-up is
 * interrupted. Its output is kept and shown only when it fails. Says every ten seconds that it is still at work.
 */
export async function runCommand(command, args, { cwd, env, signal, onStart, streams = false } = {}) {
  if (signal?.aborted) throw new Interrupted();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', streams ? 2 : 'pipe', streams ? 2 : 'pipe'],
    detached: !isWindows,
    shell: isWindows && !command.includes('\\'),
  });
  onStart?.(child.pid);
  let output = '';
  const keep = (chunk) => (output = (output + chunk).slice(-20_000));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const stop = () => stopGroup(child);
  signal?.addEventListener('abort', stop, { once: true });
  const began = Date.now();
  const clock = setInterval(
    () => say(`  ... still at work, ${Math.round((Date.now() - began) / 1000)} s`),
    10_000,
  );
  try {
    const code = await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (signal?.aborted) throw new Interrupted();
    return { code, output };
  } finally {
    clearInterval(clock);
    signal?.removeEventListener('abort', stop);
  }
}

/** Asks the whole group to end, and makes it end five seconds later. */
function stopGroup(child) {
  const kill = (name) => {
    try {
      if (isWindows) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f']);
      else process.kill(-child.pid, name);
    } catch {
      // it is gone
    }
  };
  kill('SIGTERM');
  setTimeout(() => kill('SIGKILL'), 5000).unref();
}

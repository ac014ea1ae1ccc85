import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './places.mjs';
import { Interrupted, say } from './run-command.mjs';

const folder = join(root, '.setup');
const lock = join(folder, 'lock');
const beat = 2000;
const silence = 10_000;
const longSilence = 600_000;

/**
 * Runs the work while no other set-up works on this tree; another one is waited for. The lock is a file whose holder
 * touches it every two seconds, so that one left by a killed set-up is recognised. `work` gets a function that notes
 * the process at work, which may outlive a killed holder.
 */
export async function withLock(signal, work) {
  mkdirSync(folder, { recursive: true });
  await take(signal);
  const heart = setInterval(touch, beat);
  try {
    return await work((child) => writeFileSync(lock, note(child)));
  } finally {
    clearInterval(heart);
    rmSync(lock, { force: true });
  }
}

const note = (child) => JSON.stringify({ pid: process.pid, host: hostname(), child });

async function take(signal) {
  for (let waited = 0; ; waited++) {
    if (signal.aborted) throw new Interrupted();
    try {
      writeFileSync(lock, note(null), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned()) removeAbandoned();
    else {
      if (waited === 0) say('Another set-up is at work here; waiting for it ...');
      await sleep(300);
    }
  }
}

function touch() {
  const now = new Date();
  try {
    utimesSync(lock, now, now);
  } catch {
    // the folder was removed; the next set-up starts anew
  }
}

function isAbandoned() {
  try {
    const quiet = Date.now() - statSync(lock).mtimeMs;
    const { pid, host, child } = readNote();
    if (host !== hostname()) return quiet > silence;
    if (child !== null && isAlive(child)) return quiet > longSilence; // its number may be another's by now
    return quiet > silence || (pid !== null && !isAlive(pid));
  } catch {
    return false; // it was let go just now
  }
}

/** What the lock says; nothing while it is being written. */
function readNote() {
  try {
    return JSON.parse(readFileSync(lock, 'utf8'));
  } catch {
    return { pid: null, host: hostname(), child: null };
  }
}

/** Moves the lock aside, and puts it back if another set-up took it between the look and the move. */
function removeAbandoned() {
  const aside = `${lock}.${hostname()}.${process.pid}`;
  try {
    const before = readFileSync(lock, 'utf8');
    renameSync(lock, aside);
    if (readFileSync(aside, 'utf8') !== before) linkSync(aside, lock);
  } catch {
    // another waiting set-up was faster
  } finally {
    rmSync(aside, { force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { Fork, FromWorker } from '../jobs/protocol.ts';
import { createLog, type Log } from '../services/log.ts';
import { logFolder } from '../services/paths.ts';

/** Runs a worker in a utility process of the app. What it prints goes to the log; it ends when the app is gone. */
export const forkUtility: Fork = (role) => {
  const log = createLog({ file: join(logFolder(), 'workers.log'), from: role });
  const child = utilityProcess.fork(fileURLToPath(new URL('../worker.js', import.meta.url)), [], {
    serviceName: `Fabula ${role}`,
    stdio: 'pipe',
  });
  logLines(child.stdout, log);
  logLines(child.stderr, log);
  let isGone = false;
  child.once('exit', () => (isGone = true));
  return {
    role,
    get pid() {
      return child.pid;
    },
    post: (message) => {
      if (!isGone) child.postMessage(message);
    },
    onMessage: (listener) => void child.on('message', (message: FromWorker) => listener(message)),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => {
      // It may hang, so a polite signal is not enough; before it was born there is nothing to send one to.
      if (isGone) return;
      if (child.pid === undefined) return void child.once('spawn', () => endAtOnce(child.pid));
      endAtOnce(child.pid);
    },
  };
};

function endAtOnce(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // it ended by itself just now
  }
}

function logLines(stream: NodeJS.ReadableStream | null, log: Log): void {
  if (stream)
    createInterface(stream).on('line', (line) => log.info('worker-said', { line: line.slice(0, 500) }));
}

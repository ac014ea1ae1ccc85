import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { createLog, type Log } from '../services/log.ts';
import { logFolder } from '../services/paths.ts';
import type { Fork, FromWorker, WorkerHandle, WorkerRole } from './protocol.ts';

const program = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** Runs a worker in a child process of this one. What it prints goes to the log. */
export const forkChild: Fork = (role) =>
  forkProgram({ role, log: createLog({ file: join(logFolder(), 'workers.log'), from: role }) });

function forkProgram({ role, log }: { role: WorkerRole; log: Log }): WorkerHandle {
  const child = fork(program, [], {
    execArgv: [], // no inspector flags of the parent: its port is taken
    env: withoutInspector(process.env),
    serialization: 'advanced', // vectors travel as Float32Array
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  logLines(child.stdout, log);
  logLines(child.stderr, log);
  child.on('error', (error) => log.error('worker-not-reached', error));
  return {
    role,
    pid: child.pid,
    post: (message) => {
      if (child.connected) child.send(message, () => undefined); // `exit` tells of a failure
    },
    onMessage: (listener) => child.on('message', (message) => listener(message as FromWorker)),
    onExit: (listener) => {
      child.once('exit', listener);
      child.once('error', () => child.pid === undefined && listener(null)); // it never began
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

function logLines(stream: Readable | null, log: Log): void {
  if (stream)
    createInterface(stream).on('line', (line) => log.info('worker-said', { line: line.slice(0, 500) }));
}

function withoutInspector(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: options = '', ...rest } = env;
  const kept = options.split(' ').filter((option) => option !== '' && !option.startsWith('--inspect'));
  return kept.length > 0 ? { ...rest, NODE_OPTIONS: kept.join(' ') } : rest;
}

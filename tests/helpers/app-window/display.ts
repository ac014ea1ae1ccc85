import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

/** A virtual screen of its own. */
export interface Display {
  readonly name: string; // ":93"
  close(): Promise<void>;
}

/** Starts Xvfb on a free display number that it finds itself. */
export async function openDisplay({ width, height }: { width: number; height: number }): Promise<Display> {
  const screen = ['-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-ac', '-displayfd', '3'];
  const server = spawn('Xvfb', screen, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  });
  const number = await numberFrom(server);
  return {
    name: `:${number}`,
    close: async () => {
      server.kill('SIGTERM');
      await ended;
    },
  };
}

function numberFrom(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.once('error', () => reject(new Error('Xvfb does not start: `./fabula setup` installs it')));
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    (server.stdio[3] as Readable).on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('\n')) resolve(said.trim());
    });
  });
}

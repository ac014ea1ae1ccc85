import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { toWireError } from '../../src-shared/errors.ts';

export type LogData = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Writes what happened as JSON lines. Never prose, never a key: names, numbers, codes and places in our code. */
export interface Log {
  info(event: string, data?: LogData): void;
  warn(event: string, data?: LogData): void;
  /** A failure: its code and where it was thrown, never the words of a foreign error. */
  error(event: string, thrown: unknown, data?: LogData): void;
}

const largestFile = 5 * 1024 * 1024;

/** A log that keeps nothing. */
export const noLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A log into a file; one that grew over 5 MB is set aside as `<file>.1`. A log that cannot be written is silent. */
export function createLog({ file, from }: { file: string; from: string }): Log {
  const line = (level: string, event: string, data: object): void => {
    const entry = { at: new Date().toISOString(), level, from, pid: process.pid, event, ...data };
    appendLine(file, `${JSON.stringify(entry)}\n`);
  };
  return {
    info: (event, data = {}) => line('info', event, data),
    warn: (event, data = {}) => line('warn', event, data),
    error: (event, thrown, data = {}) =>
      line('error', event, { ...data, code: toWireError(thrown).code, stack: placesOf(thrown) }),
  };
}

function appendLine(file: string, line: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestFile) renameSync(file, `${file}.1`);
    appendFileSync(file, line);
  } catch {
    // a full disk must not stop the work that is being logged
  }
}

/** The lines of a stack that name places: its first line may quote anything. */
function placesOf(thrown: unknown): string {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim())
    .join(' < ');
}

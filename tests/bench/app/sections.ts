import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openWindow, type AppWindow, type OpenWindowOptions } from '../../helpers/app-window.ts';
import { printLine } from '../search/figures.ts';

/** A part of the benchmark that can be run alone, and the seconds after which it is given up. */
export interface Section {
  readonly seconds: number;
  readonly run: (options: BenchOptions) => Promise<void>;
}

export interface BenchOptions {
  /** Keys that are typed for each figure. */
  readonly keys: number;
}

const windows = new Set<AppWindow>();

/** Opens the app for a section: it is ended with it. */
export async function openBenchWindow(options: OpenWindowOptions): Promise<AppWindow> {
  const window = await openWindow(options);
  windows.add(window);
  const dispose = window[Symbol.asyncDispose];
  return Object.assign(window, {
    [Symbol.asyncDispose]: async () => {
      windows.delete(window);
      await dispose();
    },
  });
}

/**
 * Runs the sections that `--only a,b` names, all where it is not given, with `--keys` for each figure of typing. One that
 * fails or does not end is told as missed, and the next begins.
 */
export async function runSections(sections: Readonly<Record<string, Section>>): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, keys: { type: 'string', default: '500' } },
  });
  const all = Object.keys(sections);
  const wanted = values.only?.flatMap((names) => names.split(',')) ?? all;
  const unknown = wanted.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`There is no section ${unknown.join(', ')}: ${all.join(', ')}`);
  for (const name of wanted) {
    const { seconds, run } = sections[name]!;
    const end = new AbortController();
    const late = sleep(seconds * 1000, undefined, { signal: end.signal }).then(() => {
      throw new Error(`did not end in ${seconds} s`);
    });
    late.catch(() => undefined);
    try {
      await Promise.race([run({ keys: Number(values.keys) }), late]);
    } catch (error) {
      printLine(name, { value: `failed: ${firstLine(error)}`, verdict: 'MISSED' });
      await Promise.all([...windows].map((window) => window.kill().catch(() => undefined)));
      windows.clear();
    } finally {
      end.abort();
    }
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

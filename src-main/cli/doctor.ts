import { resolve } from 'node:path';
import { examine, type DoctorReport } from '../services/doctor.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import type { AddVerb } from './verb.ts';

interface DoctorOptions {
  readonly novel?: string;
}

export const addDoctor: AddVerb = (program, run) => {
  program
    .command('doctor')
    .description('say what is installed, which models and builds, and whether a novel is sound')
    .option('--novel <file>', 'a novel to examine')
    .action(run(doctor));
};

async function doctor({ novel }: DoctorOptions, io: Io): Promise<number> {
  const report = await examine(novel === undefined ? {} : { novelPath: resolve(novel) });
  io.answer(report, describe(report));
  return report.isWell ? exitCodes.ok : exitCodes.failed;
}

/** The report as lines: a mark, what was looked at, what was found. */
function describe({ checks }: DoctorReport): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const mark = { ok: 'ok   ', warn: 'note ', fail: 'FAULT' };
  return checks.map(({ state, name, found }) => `${mark[state]}  ${name.padEnd(width)}  ${found}`).join('\n');
}

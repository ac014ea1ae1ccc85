import { Command, CommanderError } from 'commander';
import { AppError, isAbort, toWireError } from '../src-shared/errors.ts';
import { addAccept } from './cli/accept.ts';
import { addDemo } from './cli/demo.ts';
import { addDoctor } from './cli/doctor.ts';
import { exitCodeOf, exitCodes } from './cli/exit-codes.ts';
import { addExport } from './cli/export.ts';
import { addGenerate } from './cli/generate.ts';
import { addIngest } from './cli/ingest.ts';
import { abortOnInterrupt, createIo, type Io } from './cli/io.ts';
import { addJobs } from './cli/jobs.ts';
import { addNew } from './cli/new.ts';
import { addReview } from './cli/review.ts';
import { addSearch } from './cli/search.ts';
import type { Run } from './cli/verb.ts';
import { describeError } from './services/words.ts';

const verbs = [
  addDemo,
  addNew,
  addIngest,
  addSearch,
  addGenerate,
  addReview,
  addAccept,
  addJobs,
  addExport,
  addDoctor,
];

/** Runs one command line and answers with its exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const io = createIo({ isJson: argv.includes('--json'), signal: abortOnInterrupt() });
  let code: number = exitCodes.ok;
  const run: Run = (verb) => async (options) => {
    code = await verb(options, io);
  };
  const program = new Command('fabula')
    .description('A local-first studio for writing novels: the engine without a window.')
    .option('--json', 'answer with one JSON value on standard output')
    .showHelpAfterError()
    .exitOverride();
  for (const add of verbs) add(program, run);
  try {
    await program.parseAsync(
      argv.filter((argument) => argument !== '--json'),
      { from: 'user' },
    );
    return code;
  } catch (error) {
    return fail(error, io);
  }
}

function fail(error: unknown, io: Io): number {
  io.screen.end();
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (isAbort(error)) return exitCodes.interrupted;
  const wire = toWireError(error);
  const message = describeError(error);
  if (io.isJson) process.stdout.write(`${JSON.stringify({ error: { ...wire, message } })}\n`);
  else process.stderr.write(`${message}\n`);
  if (!(error instanceof AppError)) process.stderr.write(`${wire.detail}\n`);
  return exitCodeOf(wire.code);
}

process.exitCode = await main(process.argv.slice(2));

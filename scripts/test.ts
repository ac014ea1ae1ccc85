import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const closingLine = /^(\d+) passed, (\d+) failed, (\d+) skipped$/;

/** The checks that need no test to run: each is a program of node_modules. */
const checks = [
  { name: 'format', program: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'lint', program: 'eslint/bin/eslint.js', args: ['--max-warnings', '0', '.'] },
  { name: 'types', program: 'typescript/bin/tsc', args: ['--noEmit'] },
  { name: 'window types', program: 'typescript/bin/tsc', args: ['--noEmit', '-p', 'tests/unit/renderer'] },
  { name: 'app test types', program: 'typescript/bin/tsc', args: ['--noEmit', '-p', 'tests/e2e/app'] },
  { name: 'old types', program: 'typescript/bin/tsc', args: ['--noEmit', '-p', 'scripts/electron/oldest'] },
] as const;

/**
 * Checks format, lint and types, then runs every test, or the files and options given. The last line says how many
 * passed, failed and were skipped; a failed check counts as one failed.
 */
async function main(options: readonly string[]): Promise<number> {
  const failed: string[] = [];
  for (const { name, program, args } of checks) {
    const began = Date.now();
    const { code } = await run(program, args);
    console.log(`${name}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds(began)} s)`);
    if (code !== 0) failed.push(name);
  }
  const { code, counts } = await run('vitest/vitest.mjs', ['run', ...options]);
  const [passed, failures, skipped] = counts ?? [0, 1, 0];
  if (counts === null) console.log('The test runner ended without its closing line.');
  if (failed.length > 0) console.log(`Checks that failed: ${failed.join(', ')}`);
  console.log(`${passed} passed, ${failures + failed.length} failed, ${skipped} skipped`);
  return code !== 0 || counts === null || failed.length > 0 ? code || 1 : 0;
}

interface Outcome {
  readonly code: number;
  /** Passed, failed, skipped, where the output ended with them. */
  readonly counts: readonly [number, number, number] | null;
}

/** Runs a program of node_modules, passing its output on; a closing line is held back for the end. */
function run(program: string, args: readonly string[]): Promise<Outcome> {
  const environment = process.stdout.isTTY ? { FORCE_COLOR: '1', ...process.env } : process.env;
  const child = spawn(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    env: environment,
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  let counts: Outcome['counts'] = null;
  let rest = '';
  const pass = (line: string): void => {
    const found = closingLine.exec(line.trimEnd());
    if (found) counts = [Number(found[1]), Number(found[2]), Number(found[3])];
    else process.stdout.write(line);
  };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/(?<=\n)/);
    rest = lines.at(-1)?.endsWith('\n') === false ? (lines.pop() ?? '') : '';
    lines.forEach(pass);
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => {
      pass(rest);
      process.off('SIGINT', forward).off('SIGTERM', forward);
      done({ code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), counts });
    });
  });
}

function seconds(began: number): string {
  return ((Date.now() - began) / 1000).toFixed(1);
}

process.exitCode = await main(process.argv.slice(2));

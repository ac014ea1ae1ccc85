import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { basename, join } from 'node:path';

/**
 * `run.ts [name ...] [--option ...]`: runs the benchmarks named, or all of this folder, one after another, each in a
 * process of its own so that none warms up or crowds out the next, and ends with a summary of the figures that have a
 * target. Options, and what stands behind the first of them, are the benchmarks'.
 */
async function main(args: readonly string[]): Promise<number> {
  const end = args.findIndex((arg) => arg.startsWith('--'));
  const [names, options] = end < 0 ? [args, []] : [args.slice(0, end), args.slice(end)];
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.bench.ts'),
  );
  const named = new Map(files.map((file) => [basename(file, '.bench.ts'), file]));
  const all = [...named.keys()].sort();
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
    return 2;
  }
  console.log(
    `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${process.platform} ${release()}, Node ${process.versions.node}`,
  );
  const figures: string[] = [];
  const broken: string[] = [];
  for (const name of names.length > 0 ? names : all) {
    console.log(`\n${name}`);
    const { code, lines } = await runBenchmark(join(import.meta.dirname, named.get(name) ?? ''), options);
    if (code !== 0) broken.push(name);
    figures.push(...lines.filter((line) => /\b(ok|MISSED)\b/.test(line)));
  }
  const missed = figures.filter((line) => line.includes('MISSED'));
  console.log(`\nSummary: ${figures.length - missed.length} of ${figures.length} figures meet their target`);
  for (const line of figures) console.log(`  ${line}`);
  for (const name of broken) console.log(`  ${name} did not run to its end`);
  return broken.length > 0 || missed.length > 0 ? 1 : 0;
}

function runBenchmark(
  file: string,
  options: readonly string[],
): Promise<{ code: number | null; lines: readonly string[] }> {
  const child = spawn(process.execPath, [file, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, lines: output.split('\n') }));
  });
}

process.exitCode = await main(process.argv.slice(2));

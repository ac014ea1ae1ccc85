import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JobReport } from '../../src-shared/domain/report.ts';
import { runCli } from '../helpers/run-cli.ts';

const longestSeconds = 180;
const mostOverhead = 0.03;

/** Prints how long the demo takes as a whole, and what of its chapter's time was spent outside the model. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fabula-bench-'));
  try {
    const started = performance.now();
    const { code, err } = await runCli(['demo', '--output', join(folder, 'out')], {
      env: { FABULA_DATA: join(folder, 'data') },
    });
    const seconds = (performance.now() - started) / 1000;
    if (code !== 0) throw new Error(`the demo ended with ${code}: ${err}`);
    const report = JobReport.parse(JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8')));
    const { totalMs, startMs, modelMs } = report.timings;
    const overhead = (totalMs - startMs - modelMs) / (totalMs - startMs);
    const verdict = (isMet: boolean) => (isMet ? 'ok' : 'MISSED');
    print(
      'demo, all of it',
      `${seconds.toFixed(0)} s`,
      `<= ${longestSeconds} s ${verdict(seconds <= longestSeconds)}`,
    );
    print('chapter', `${(totalMs / 1000).toFixed(1)} s`, `model ${(modelMs / 1000).toFixed(1)} s`);
    print('worker start and model load', `${(startMs / 1000).toFixed(1)} s`, 'with the first thread probe');
    print(
      'crew overhead (all but model time)',
      `${(overhead * 100).toFixed(2)} %`,
      `<= ${mostOverhead * 100} % ${verdict(overhead <= mostOverhead)}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const print = (...cells: readonly string[]) => console.log(cells.join('  '));

if (import.meta.main) await run();

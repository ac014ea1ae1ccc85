import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, expect, test } from 'vitest';
import { JobReport } from '../../src-shared/domain/report.ts';
import { countWords } from '../../src-shared/text/words.ts';
import { temporaryFolder } from '../helpers/novel-file.ts';
import { runCli, type CliResult } from '../helpers/run-cli.ts';

const output = join(temporaryFolder(), 'demo-output');
const demo = ['demo', '--output', output];
const read = (name: string) => readFileSync(join(output, name), 'utf8');
const reportOf = () => JobReport.parse(JSON.parse(read('report.json')));

let first: CliResult;
let second: CliResult;
let interruptedAt = 0;

/** The first run is interrupted while the writer is well past its first beat; the second run goes on. */
beforeAll(async () => {
  first = await runCli(demo, {
    onOutput: (child, out) => {
      if (interruptedAt > 0 || !/\[writer\]/.test(out) || countWords(out, 'en') < 330) return;
      interruptedAt = Date.now();
      child.kill('SIGINT');
    },
  });
  second = await runCli(demo);
}, 600_000);

test('Ctrl-C ends the run at once, leaves one whole novel and no report', () => {
  expect(first.code).toBe(130);
  expect(first.out).not.toContain('ended as');
});

test('the next run goes on without asking, says that --fresh starts over, and pays for no finished step twice', () => {
  expect(second.code).toBe(0);
  expect(second.out).toContain('--fresh starts over');
  const { job, calls } = reportOf();
  expect(job.attempts).toBe(2);
  const early = calls.filter(({ step }) => step === 'plan' || step === 'write 1');
  expect(new Set(early.map(({ step }) => step)).size).toBe(2);
  for (const { startedAt } of early) expect(startedAt).toBeLessThan(interruptedAt);
});

test('the chapter is in the novel as versions, at rest in one file, and in Markdown', () => {
  expect(readdirSync(output).sort()).toEqual(['chapter-03.md', 'novel.fabula', 'report.json', 'report.md']);
  const { words } = reportOf();
  expect(words).toBeGreaterThan(300);
  expect(countWords(read('chapter-03.md'), 'en')).toBeGreaterThan(300);
  const db = new Database(join(output, 'novel.fabula'), { readonly: true });
  const { versions } = db
    .prepare<[], { versions: number }>(
      `SELECT count(*) AS versions FROM scene_version WHERE reason = 'accept'`,
    )
    .get() ?? { versions: 0 };
  db.close();
  expect(versions).toBeGreaterThanOrEqual(2); // before and after
});

test('the report holds receipts with tokens and reasons, beats, four layers a round, patches and what became of them', () => {
  const report = reportOf();
  expect(['success', 'needs_human']).toContain(report.job.state);
  expect(report.beats.length).toBeGreaterThanOrEqual(3);
  expect(report.receipts.length).toBeGreaterThan(0);
  for (const receipt of report.receipts) {
    const used = receipt.layers.reduce((sum, layer) => sum + layer.used, 0);
    expect(used).toBeGreaterThan(0);
    expect(used + receipt.answerTokens).toBeLessThanOrEqual(receipt.contextTokens);
    for (const item of receipt.items) expect(item.reason).toMatch(/^context\./);
  }
  expect(report.reviews.length).toBeGreaterThanOrEqual(1);
  expect(report.reviews.length).toBeLessThanOrEqual(3);
  for (const { layers } of report.reviews)
    expect(layers.map(({ layer }) => layer)).toEqual(['structural', 'character', 'style', 'technical']);
  const findings = report.reviews.flatMap(({ layers }) => layers.flatMap((layer) => layer.findings));
  for (const { anchor } of findings) if (anchor) expect(anchor.quote.length).toBe(anchor.end - anchor.start);
  expect(report.tokens.output).toBeGreaterThan(500);
});

test('a success was judged in every layer at the threshold; anything else asks for a human', () => {
  const { job, reviews } = reportOf();
  const scores = reviews.at(-1)?.layers.map(({ score }) => score) ?? [];
  const isPassed = scores.every((score) => score !== null && score >= 70);
  expect(job.state).toBe(isPassed ? 'success' : 'needs_human');
  expect(second.out).toContain(`ended as ${job.state}`);
});

test('a model reviews by itself only after an exam it passed', () => {
  const { exams, reviews } = reportOf();
  expect(exams.length).toBeGreaterThan(0);
  for (const { layers } of reviews)
    for (const { layer, evaluation } of layers)
      if (evaluation.model !== null)
        expect(exams.find((exam) => exam.layer === layer && exam.model === evaluation.model)?.passed).toBe(
          true,
        );
});

test('the report reads as Markdown without a key that has no words', () => {
  const text = read('report.md');
  for (const heading of [
    'Scores by layer and round',
    'Beats',
    'Findings and patches',
    'Exams',
    'Time and tokens',
  ])
    expect(text).toContain(`## ${heading}`);
  expect(text).not.toMatch(/\b(finding|context|qa)\.[a-z-]+(\.[a-z-]+)?\b/);
  expect(existsSync(join(output, 'novel.fabula-wal'))).toBe(false);
});

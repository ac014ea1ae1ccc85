import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Job } from '../../../src-shared/domain/job.ts';
import { SearchHit } from '../../../src-shared/domain/search.ts';
import { startModelServer } from '../../helpers/model-server.ts';
import { temporaryFolder } from '../../helpers/novel-file.ts';
import { runCli } from '../../helpers/run-cli.ts';

const folder = temporaryFolder();
const novel = join(folder, 'sample.fabula');
const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));

beforeAll(async () => {
  expect(await runCli(['new', '--novel', novel, '--sample'])).toMatchObject({ code: 0 });
});

test('after every verb the novel is one file: no side files are left beside it', () => {
  expect(readdirSync(folder)).toEqual(['sample.fabula']);
});

test('search finds a passage that shares no word with the question', async () => {
  const { json } = await runCli(['search', '--novel', novel, '--json', 'a family of wealthy merchants']);
  const hits = z.array(SearchHit).parse(json());
  expect(hits.map(({ title }) => title)).toContain('Hauk House');
});

test('search as of a chapter hears nothing from later ones', async () => {
  const ask = (...more: string[]) =>
    runCli(['search', '--novel', novel, '--json', '--limit', '50', ...more, 'signature certificate father']);
  const chapters = async (...more: string[]) =>
    z
      .array(SearchHit)
      .parse((await ask(...more)).json())
      .flatMap(({ source }) => (source.kind === 'scene' ? [source.chapterNumber] : []));
  expect(await chapters()).toContain(2);
  expect(await chapters('--as-of', '1')).not.toContain(2);
});

test('a worldbook folder and a lorebook come in, and coming in twice changes nothing', async () => {
  const ingest = (name: string) =>
    runCli(['ingest', '--novel', novel, '--json', '--file', join(fixtures, name)]);
  for (const [name, entries] of [
    ['worldbook-small', 5],
    ['lorebook-small.json', 6],
  ] as const) {
    expect((await ingest(name)).json()).toMatchObject({ added: entries });
    expect((await ingest(name)).json()).toMatchObject({ added: 0, updated: 0, unchanged: entries });
  }
});

test('export writes the chapter with its title and words, and never over a file', async () => {
  const output = join(folder, 'one.md');
  const run = () => runCli(['export', '--novel', novel, '--chapter', '1', '--output', output]);
  expect(await run()).toMatchObject({ code: 0 });
  const text = readFileSync(output, 'utf8');
  expect(text).toContain('The Old Abbot');
  expect(text).toContain('Gesa');
  expect((await run()).code).not.toBe(0);
  expect(readFileSync(output, 'utf8')).toBe(text);
});

test('review checks a finished chapter, says what was not evaluated, and its job can be looked up', async () => {
  const review = await runCli(['review', '--novel', novel, '--chapter', '1', '--json']);
  expect([0, 6]).toContain(review.code);
  const report = z
    .object({ job: z.object({ id: z.string() }), reviews: z.array(z.unknown()) })
    .parse(review.json());
  expect(report.reviews).toHaveLength(3); // one of each scene
  const jobs = z.array(Job).parse((await runCli(['jobs', '--novel', novel, '--json'])).json());
  expect(jobs.map(({ id }) => id)).toEqual([report.job.id]);
  const again = await runCli(['jobs', 'report', '--novel', novel, report.job.id.slice(-6)]);
  expect(again.out).toContain('## Scores by layer and round');
});

test('doctor finds this installation and this novel sound', async () => {
  const result = await runCli(['doctor', '--novel', novel]);
  expect(result.out).not.toContain('FAULT');
  expect(result.code).toBe(0);
});

test('a new novel has a first chapter to write, the next number makes another, a number beyond is refused', async () => {
  const path = join(folder, 'fresh.fabula');
  expect(await runCli(['new', '--novel', path, '--title', 'Fresh'])).toMatchObject({ code: 0 });
  const server = await startModelServer({ answers: () => ({ status: 400, error: 'not today' }) });
  try {
    const generate = (chapter: string) =>
      runCli(
        ['generate', '--novel', path, '--chapter', chapter, '--brief', 'She waits.'].concat([
          '--model-url',
          server.baseUrl,
          '--model-name',
          'm',
        ]),
      );
    expect((await generate('1')).code).toBe(5); // it got as far as the model
    expect((await generate('2')).code).toBe(5);
    expect((await generate('4')).code).toBe(2);
  } finally {
    await server.close();
  }
});

test('a language that is none makes no novel', async () => {
  const path = join(folder, 'babel.fabula');
  expect(await runCli(['new', '--novel', path, '--language', 'not a language'])).toMatchObject({ code: 2 });
  expect(existsSync(path)).toBe(false);
});

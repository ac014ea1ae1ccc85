import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { JobId } from '../../src-shared/domain/ids.ts';
import type { Job } from '../../src-shared/domain/job.ts';
import type { Patch } from '../../src-shared/domain/patch.ts';
import { lastReviews, notEvaluated, type JobReport } from '../../src-shared/domain/report.ts';
import { getDraft } from '../db/drafts.ts';
import { acceptDraft } from '../novels/accept-draft.ts';
import { createNovel } from '../novels/create-novel.ts';
import { exportMarkdown } from '../novels/export-markdown.ts';
import { generateChapter } from '../novels/generate-chapter.ts';
import { reportJob } from '../novels/job-report.ts';
import type { NovelSession } from '../novels/novel-session.ts';
import { fillWithSample, readSample, sampleBrief } from '../novels/sample.ts';
import { reportToMarkdown } from '../services/exporters/report-markdown.ts';
import { say } from '../services/words.ts';
import { exitCodes } from './exit-codes.ts';
import { finishJob } from './finish-job.ts';
import { index } from './ingest.ts';
import type { Io } from './io.ts';
import { chapterAt, withNovel } from './novel.ts';
import { addModelOptions, modelsOf, type AddVerb, type ModelOptions } from './verb.ts';

interface DemoOptions extends ModelOptions {
  readonly output: string;
  readonly fresh?: boolean;
}

/** The chapter the demo writes: the first one the sample leaves open. */
const chapterNumber = 3;
const novelFile = 'novel.fabula';

export const addDemo: AddVerb = (program, run) => {
  const command = program
    .command('demo')
    .description('write chapter 3 of the sample novel with the model on this machine');
  addModelOptions(command)
    .option('--output <folder>', 'where the results go', 'demo-output')
    .option('--fresh', 'start over instead of going on with an interrupted run')
    .action(run(demo));
};

async function demo(options: DemoOptions, io: Io): Promise<number> {
  const folder = resolve(options.output);
  const path = join(folder, novelFile);
  await mkdir(folder, { recursive: true });
  if (options.fresh || existsSync(join(folder, 'report.json'))) await setAside(folder, io);
  if (!existsSync(path)) createNovel({ path, ...readSample().novel });

  const { report, code } = await withNovel({ path, io }, async (session) => {
    await prepare(session, io);
    const jobId = findOrStart({ session, options, io });
    const { job } = await finishJob({ session, jobId, io });
    if (job.draftId !== null && getDraft(session.novel.db, job.draftId).state === 'open') {
      acceptDraft(session, job.draftId);
      await index(session, io);
    }
    const made = reportJob(session.novel.db, jobId);
    await writeResults({ folder, session, report: made });
    return { report: made, code: job.draftId === null ? exitCodes.failed : exitCodes.ok };
  });
  io.answer({ folder, report }, describeResult(report, folder));
  return code;
}

/** Fills the novel where an earlier run did not get to, and brings its index up to date. */
async function prepare(session: NovelSession, io: Io): Promise<void> {
  const filled = await fillWithSample(session);
  if (filled) {
    const { title } = readSample().novel;
    io.screen.line(
      `“${title}”: ${filled.chapters} chapters planned, ${filled.written} written, ${filled.entries} worldbook entries.`,
    );
  }
  await index(session, io);
  io.screen.end();
}

/** The job an earlier run left, or a new one. */
function findOrStart({
  session,
  options,
  io,
}: {
  session: NovelSession;
  options: DemoOptions;
  io: Io;
}): JobId {
  const [left] = session.jobs.listJobs().filter(({ input }) => input.kind === 'write-chapter');
  if (left) {
    io.screen.line('Going on with the run that was interrupted; --fresh starts over.');
    return goOn(session, left);
  }
  return generateChapter(session, {
    chapterId: chapterAt(session, chapterNumber).id,
    brief: sampleBrief(),
    models: modelsOf(options),
  });
}

function goOn({ jobs }: NovelSession, { id, state, draftId }: Job): JobId {
  const isStopped = state === 'failed' || state === 'cancelled' || state === 'needs_human';
  if (isStopped && draftId === null) jobs.resumeJob(id);
  return id;
}

/** Moves what an earlier run made into a dated folder: nothing is written over. */
async function setAside(folder: string, io: Io): Promise<void> {
  const made = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
  if (made.length === 0) return;
  const name = `earlier-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`;
  await mkdir(join(folder, name), { recursive: true });
  for (const entry of made) await rename(join(folder, entry.name), join(folder, name, entry.name));
  io.screen.line(`What the last run made is in ${join(folder, name)}.`);
}

async function writeResults({
  folder,
  session,
  report,
}: {
  folder: string;
  session: NovelSession;
  report: JobReport;
}): Promise<void> {
  const chapter = chapterAt(session, chapterNumber);
  await writeFile(
    join(folder, `chapter-${String(chapterNumber).padStart(2, '0')}.md`),
    exportMarkdown(session.novel.db, { chapterId: chapter.id }),
  );
  await writeFile(join(folder, 'report.md'), reportToMarkdown(report));
  await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
}

function describeResult(report: JobReport, folder: string): string {
  const missing = notEvaluated(report);
  const patchesOf = (reviews: JobReport['reviews']) =>
    reviews.flatMap(({ layers }) => layers.flatMap(({ patches }) => patches));
  const count = (reviews: JobReport['reviews'], wanted: Patch['state']) =>
    patchesOf(reviews).filter(({ state }) => state === wanted).length;
  const last = lastReviews(report);
  return [
    '',
    `Chapter ${report.chapter.number}, “${report.chapter.title}”, ${report.words} words, ended as ${report.job.state} in ${(report.timings.totalMs / 1000).toFixed(0)} s.`,
    `Scores: ${last
      .flatMap(({ layers }) => layers)
      .map(({ layer, score }) => `${layer} ${score === null ? 'not evaluated' : score.toFixed(0)}`)
      .join(', ')}.`,
    `Patches: ${count(report.reviews, 'accepted')} applied inside the draft, ${count(last, 'open')} wait for you, ${count(report.reviews, 'unplaced')} could not be placed.`,
    ...missing.map(
      ({ layer, reason }) => `Not evaluated: ${layer}${reason === null ? '' : ` (${say(reason)})`}.`,
    ),
    report.job.state === 'needs_human'
      ? 'The crew asks for a human: the draft is in the novel as a version of its own; the report says what stands open.'
      : 'The draft is in the novel as a version of its own.',
    `Look at ${folder}: chapter-0${chapterNumber}.md, report.md, report.json, ${novelFile}.`,
  ].join('\n');
}

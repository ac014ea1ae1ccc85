import { AppError } from '../../src-shared/errors.ts';
import type { Job } from '../../src-shared/domain/job.ts';
import { reportJob } from '../novels/job-report.ts';
import type { NovelSession } from '../novels/novel-session.ts';
import { reportToMarkdown } from '../services/exporters/report-markdown.ts';
import { describeWireError } from '../services/words.ts';
import { exitCodes } from './exit-codes.ts';
import { finishJob } from './finish-job.ts';
import type { Io } from './io.ts';
import { withNovel } from './novel.ts';
import { novelOption, type AddVerb, type NovelOptions } from './verb.ts';

interface JobOptions extends NovelOptions {
  readonly id: string;
}

export const addJobs: AddVerb = (program, run) => {
  const jobs = program.command('jobs').description('the jobs of a novel: list, resume, cancel, report');
  jobs
    .command('list', { isDefault: true })
    .description('all jobs, the newest first')
    .addOption(novelOption())
    .action(run(list));
  const addOne = (name: string, { description, verb }: { description: string; verb: typeof resume }) =>
    jobs
      .command(name)
      .description(description)
      .addOption(novelOption())
      .argument('<id>', 'the job, or the last characters of its id')
      .action((id: string, options: NovelOptions) => run(verb)({ ...options, id }));
  addOne('resume', { description: 'go on with a job from its last finished step', verb: resume });
  addOne('cancel', { description: 'end a job; its text so far is kept', verb: cancel });
  addOne('report', { description: 'what a job did, found and cost', verb: report });
};

async function list({ novel }: NovelOptions, io: Io): Promise<number> {
  const all = await withNovel({ path: novel, io }, async ({ jobs }) => jobs.listJobs());
  io.answer(all, all.length === 0 ? 'No jobs yet.' : all.map(describeJob).join('\n'));
  return exitCodes.ok;
}

async function resume(options: JobOptions, io: Io): Promise<number> {
  return withNovel({ path: options.novel, io }, async (session) => {
    const { id } = findJob(session, options.id);
    session.jobs.resumeJob(id);
    const { job, code } = await finishJob({ session, jobId: id, io });
    io.answer(job, describeJob(job));
    return code;
  });
}

async function cancel(options: JobOptions, io: Io): Promise<number> {
  return withNovel({ path: options.novel, io }, async (session) => {
    const { id } = findJob(session, options.id);
    const job = await session.jobs.cancelJob(id);
    io.answer(job, describeJob(job));
    return exitCodes.ok;
  });
}

async function report(options: JobOptions, io: Io): Promise<number> {
  return withNovel({ path: options.novel, io }, async (session) => {
    const made = reportJob(session.novel.db, findJob(session, options.id).id);
    io.answer(made, reportToMarkdown(made));
    return exitCodes.ok;
  });
}

/** The one job whose id is, or ends with, what was typed: UUIDv7 begin alike. */
function findJob({ jobs }: NovelSession, id: string): Job {
  const [job, ...others] = jobs.listJobs().filter((candidate) => candidate.id.endsWith(id));
  if (!job || others.length > 0) throw new AppError('JOB_NOT_FOUND', { id });
  return job;
}

function describeJob(job: Job): string {
  const when = new Date(job.createdAt).toISOString().slice(0, 16).replace('T', ' ');
  const why = job.error
    ? ` (${describeWireError({ code: job.error.code as never, data: job.error.data as never })})`
    : '';
  return `${job.id}  ${when}  ${job.input.kind}  ${job.state}  ${Math.round(job.progress.fraction * 100)} %${why}`;
}

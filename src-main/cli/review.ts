import { reportJob } from '../novels/job-report.ts';
import { reviewChapter } from '../novels/review-chapter.ts';
import { reportToMarkdown } from '../services/exporters/report-markdown.ts';
import { finishJob } from './finish-job.ts';
import type { Io } from './io.ts';
import { chapterAt, withNovel } from './novel.ts';
import {
  addModelOptions,
  addQualityOptions,
  modelsOf,
  novelOption,
  qualityOf,
  wholeNumber,
  type AddVerb,
  type ModelOptions,
  type NovelOptions,
  type QualityOptions,
} from './verb.ts';

interface ReviewOptions extends NovelOptions, ModelOptions, QualityOptions {
  readonly chapter: number;
}

export const addReview: AddVerb = (program, run) => {
  const command = program.command('review').description('have the crew check a chapter as it stands');
  addQualityOptions(addModelOptions(command.addOption(novelOption())))
    .requiredOption('--chapter <number>', 'which chapter', wholeNumber)
    .action(run(review));
};

async function review(options: ReviewOptions, io: Io): Promise<number> {
  return withNovel({ path: options.novel, io }, async (session) => {
    const jobId = reviewChapter(session, {
      chapterId: chapterAt(session, options.chapter).id,
      quality: qualityOf(options),
      models: modelsOf(options),
    });
    const { job, code } = await finishJob({ session, jobId, io });
    const report = reportJob(session.novel.db, job.id);
    io.answer(report, reportToMarkdown(report));
    return code;
  });
}

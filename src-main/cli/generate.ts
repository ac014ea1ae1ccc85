import type { Job } from '../../src-shared/domain/job.ts';
import { ChapterBrief } from '../../src-shared/domain/job.ts';
import { acceptDraft } from '../novels/accept-draft.ts';
import { generateChapter } from '../novels/generate-chapter.ts';
import { reportJob } from '../novels/job-report.ts';
import { finishJob } from './finish-job.ts';
import { index } from './ingest.ts';
import type { Io } from './io.ts';
import { chapterToWrite, withNovel } from './novel.ts';
import {
  addModelOptions,
  addQualityOptions,
  checked,
  modelsOf,
  novelOption,
  qualityOf,
  wholeNumber,
  type AddVerb,
  type ModelOptions,
  type NovelOptions,
  type QualityOptions,
} from './verb.ts';

interface GenerateOptions extends NovelOptions, ModelOptions, QualityOptions {
  readonly chapter: number;
  readonly brief: string;
  readonly words: number;
  readonly tone: string;
  readonly accept?: boolean;
}

export const addGenerate: AddVerb = (program, run) => {
  const command = program.command('generate').description('have the crew draft a chapter');
  addQualityOptions(addModelOptions(command.addOption(novelOption())))
    .requiredOption('--chapter <number>', 'which chapter; the next number makes a new one', wholeNumber)
    .option('--brief <text>', 'what should happen, beyond the outline', '')
    .option('--words <n>', 'about how long', wholeNumber, 1200)
    .option('--tone <text>', 'how it should sound', '')
    .option('--accept', 'put the draft into the manuscript when it is done')
    .action(run(generate));
};

async function generate(options: GenerateOptions, io: Io): Promise<number> {
  return withNovel({ path: options.novel, io }, async (session) => {
    const { brief: text, words, tone } = options;
    const wish = {
      brief: checked(ChapterBrief, { text, words, tone }),
      quality: qualityOf(options),
      models: modelsOf(options),
    };
    const { id: chapterId } = chapterToWrite(session, options.chapter); // last: it may make the chapter
    const jobId = generateChapter(session, { chapterId, ...wish });
    const { job, code } = await finishJob({ session, jobId, io });
    const isAccepted = options.accept === true && job.draftId !== null;
    if (isAccepted && job.draftId !== null) {
      acceptDraft(session, job.draftId);
      await index(session, io);
    }
    io.answer(reportJob(session.novel.db, job.id), describeDraft(job, isAccepted));
    return code;
  });
}

function describeDraft({ id, draftId }: Job, isAccepted: boolean): string {
  if (draftId === null) return `Job ${id} made no draft.`;
  return isAccepted
    ? `The draft was accepted as a version of its own.`
    : `The draft waits: accept it with  fabula accept --novel FILE --draft ${draftId}`;
}

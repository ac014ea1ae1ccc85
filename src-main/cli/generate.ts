import type { Job } from '../../src-shared/domain/job.ts';
import { ChapterBrief, QualityBar } from '../../src-shared/domain/job.ts';
import { acceptDraft } from '../novels/accept-draft.ts';
import { generateChapter } from '../novels/generate-chapter.ts';
import { reportJob } from '../novels/job-report.ts';
import { chooseModels } from '../services/model-choice.ts';
import { finishJob } from './finish-job.ts';
import { index } from './ingest.ts';
import type { Io } from './io.ts';
import { chapterToWrite, withNovel } from './novel.ts';
import {
  addModelOptions,
  addQualityOptions,
  novelOption,
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
    const jobId = generateChapter(session, {
      chapterId: chapterToWrite(session, options.chapter).id,
      brief: ChapterBrief.parse({ text: options.brief, words: options.words, tone: options.tone }),
      quality: QualityBar.parse(qualityOf(options)),
      models: chooseModels(options),
    });
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

/** The bar a verb was given; what is left out takes the defaults of `QualityBar`. */
export function qualityOf({ threshold, maxRevisions }: QualityOptions) {
  return { threshold, maxRevisions };
}

function describeDraft({ id, draftId }: Job, isAccepted: boolean): string {
  if (draftId === null) return `Job ${id} made no draft.`;
  return isAccepted
    ? `The draft was accepted as a version of its own.`
    : `The draft waits: accept it with  fabula accept --novel FILE --draft ${draftId}`;
}

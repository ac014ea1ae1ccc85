import { addUsage, noUsage } from '../../agents/model/usage.ts';
import type { Job } from '../../src-shared/domain/job.ts';
import type { JobSummary } from '../../src-shared/domain/job-summary.ts';
import { modelIdOf } from '../../src-shared/domain/model.ts';
import { chaptersOf } from '../../src-shared/domain/novel.ts';
import { countWords } from '../../src-shared/text/words.ts';
import type { Db } from '../db/connection.ts';
import { listLastScores, listUsage } from '../db/job-scores.ts';
import { isResumable } from '../db/jobs.ts';
import { getOutline } from '../db/outline.ts';
import { isPaid } from '../jobs/recover-jobs.ts';
import type { NovelSession } from './novel-session.ts';

/** Every job of the novel as the list shows it, the newest first. */
export function listJobs({ db, jobs }: Pick<NovelSession, 'db' | 'jobs'>): readonly JobSummary[] {
  const outline = getOutline(db);
  const chapters = new Map(chaptersOf(outline).map((chapter) => [chapter.id, chapter]));
  return jobs.listJobs().map((job) => {
    const { input, partialText, ...rest } = job;
    const chapter = chapters.get(input.chapterId);
    return {
      ...rest,
      kind: input.kind,
      chapterId: input.chapterId,
      task: input.kind === 'help-passage' ? input.task : null,
      target: input.kind === 'help-passage' ? input.target.kind : 'chapter',
      chapter: chapter ? { number: chapter.number, title: chapter.title } : null,
      model: modelIdOf(job.models.roles.writer ?? job.models.default),
      isPaid: isPaid(job.models),
      isResumable: isResumable(job),
      words: countWords(partialText, outline.novel.language),
      tokens: tokensOf(db, job),
      scores: listLastScores(db, job.id),
    };
  });
}

function tokensOf(db: Db, { id }: Job): JobSummary['tokens'] {
  const { inputTokens: input, outputTokens: output } = listUsage(db, id).reduce(addUsage, noUsage);
  return { input, output };
}

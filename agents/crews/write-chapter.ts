import type { JobInput } from '../../src-shared/domain/job.ts';
import type { ProseDocument } from '../../src-shared/domain/prose.ts';
import { textOfDocument } from '../../src-shared/domain/prose.ts';
import type { ContextReceipt } from '../../src-shared/domain/context.ts';
import { gatherContext } from '../roles/context-keeper.ts';
import { planBeats } from '../roles/director.ts';
import { writeBeat } from '../roles/writer.ts';
import type { ChapterOutcome } from './outcomes.ts';
import type { Crew } from './step.ts';

export type WriteChapterInput = Extract<JobInput, { kind: 'write-chapter' }>;

/** Brings a chapter from its brief to a checked draft. The draft waits for the writer: no scene is touched. */
export async function writeChapter(job: WriteChapterInput, crew: Crew): Promise<ChapterOutcome> {
  const context = await crew.step(gatherContext, { chapterId: job.chapterId, brief: job.brief });
  const { beats, receipt } = await crew.step(planBeats, { context });

  const receipts: ContextReceipt[] = [receipt];
  let blocks: ProseDocument['content'] = [];
  for (const beat of beats) {
    const before = textOfDocument({ type: 'doc', content: blocks });
    const written = await crew.step(writeBeat, { context, beat, before }, beat.number);
    blocks = [...blocks, ...written.blocks];
    receipts.push(written.receipt);
  }
  const draft = {
    id: context.draftId,
    document: { type: 'doc' as const, content: blocks },
    bases: context.bases,
  };
  return { state: 'needs_human', draft, beats, reviews: [], exams: [], receipts };
}

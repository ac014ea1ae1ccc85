import type { ContextReceipt } from '../../src-shared/domain/context.ts';
import type { JobInput } from '../../src-shared/domain/job.ts';
import { textOfDocument, type Block, type ProseDocument } from '../../src-shared/domain/prose.ts';
import { passes, type Review } from '../../src-shared/domain/qa.ts';
import { takeExams } from '../qa/exam/take-exams.ts';
import { reviewText } from '../qa/review.ts';
import { gatherContext } from '../roles/context-keeper.ts';
import { planBeats } from '../roles/director.ts';
import { reviseDraft } from '../roles/editor.ts';
import { writeBeat } from '../roles/writer.ts';
import { applySafePatches } from './apply-safe-patches.ts';
import { canonicalJson } from './canonical-json.ts';
import type { ChapterDraft, ChapterOutcome, Revision } from './outcomes.ts';
import type { Crew } from './step.ts';

export type WriteChapterInput = Extract<JobInput, { kind: 'write-chapter' }>;

/** Brings a chapter from its brief to a checked draft. The draft waits for the writer: no scene is touched. */
export async function writeChapter(job: WriteChapterInput, crew: Crew): Promise<ChapterOutcome> {
  const { chapterId, brief, quality } = job;
  const context = await crew.step(gatherContext, { chapterId, brief });
  const plan = await crew.step(planBeats, { context });
  const { beats, origin: by, reason } = plan;
  crew.progress(0.1);

  const receipts: ContextReceipt[] = [plan.receipt];
  let blocks: readonly Block[] = [];
  for (const [at, beat] of beats.entries()) {
    const before = textOfDocument({
      type: 'doc',
      content: blocks.filter(({ type }) => type !== 'sceneBreak'),
    });
    const opensScene = at > 0 && beat.scene !== beats[at - 1]?.scene;
    const written = await crew.step(writeBeat, { context, beat, before, opensScene }, beat.number);
    blocks = [...blocks, ...written.blocks];
    receipts.push(written.receipt);
    crew.progress(0.1 + (0.5 * beat.number) / beats.length);
  }
  let draft: ChapterDraft = {
    id: context.draftId,
    document: { type: 'doc', content: blocks },
    bases: context.bases,
  };

  const exams = await crew.step(takeExams, {});
  const target = { kind: 'draft', draftId: draft.id } as const;
  const reviews: Review[] = [];
  const revisions: Revision[] = [];
  for (let round = 0; ; round++) {
    crew.progress(0.65 + (0.35 * round) / (quality.maxRevisions + 1));
    const { document } = draft;
    const judged = await reviewText({ document, target, chapterId, beats, brief, round, exams }, crew);
    const patched = await crew.step(applySafePatches, { document, review: judged }, round);
    draft = { ...draft, document: patched.document };

    const state = passes(judged, quality.threshold) ? 'success' : 'needs_human'; // a layer without a score passes nothing
    const end: ChapterOutcome = {
      state,
      draft,
      plan: { by, reason },
      beats,
      reviews,
      revisions,
      exams,
      receipts,
    };
    if (state === 'success' || round === quality.maxRevisions) {
      reviews.push(patched.review);
      return end;
    }
    const revised = await crew.step(
      reviseDraft,
      { ...patched, context, threshold: quality.threshold },
      round,
    );
    reviews.push(revised.review);
    revisions.push(...revised.revisions.map((revision) => ({ ...revision, round })));
    if (isSameText(revised.document, document)) return end; // another round would judge the same words
    draft = { ...draft, document: revised.document };
  }
}

const isSameText = (one: ProseDocument, other: ProseDocument) => canonicalJson(one) === canonicalJson(other);

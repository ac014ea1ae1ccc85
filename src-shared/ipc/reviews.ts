import { z } from 'zod';
import { Anchor } from '../domain/anchor.ts';
import { ChapterId, FindingId, JobId, NovelId, PatchId, SceneId } from '../domain/ids.ts';
import { InversePatch } from '../domain/inverse-patch.ts';
import type { Job } from '../domain/job.ts';
import { PatchChange } from '../domain/patch.ts';
import { AnchorTarget } from '../domain/anchor.ts';
import type { ExamResult, Waiver } from '../domain/qa.ts';
import type { ReviewedText } from '../domain/reviewed-text.ts';
import { route } from './route.ts';

const ofNovel = { novelId: NovelId };
const finding = z.strictObject({ ...ofNovel, findingId: FindingId });

/** What became of a patch in the open editor, kept when its text has been saved. */
export const KeptPatch = z.strictObject({
  id: PatchId,
  state: z.enum(['open', 'accepted']),
  change: PatchChange, // as accepted: the writer may have edited it
  inverse: InversePatch.nullable(),
});
export type KeptPatch = z.infer<typeof KeptPatch>;

/** Where a finding and its patches point after edits in the open editor. */
export const MovedAnchor = z.union([
  z.strictObject({ findingId: FindingId, anchor: Anchor }),
  z.strictObject({ patchId: PatchId, anchor: Anchor }),
]);
export type MovedAnchor = z.infer<typeof MovedAnchor>;

/** The last review of each scene of a chapter, in reading order; and a review of the asked scene that is under way. */
export interface ChapterReview {
  readonly texts: readonly ReviewedText[];
  readonly running: Job | null;
}

/** One text of a job's review. */
export const ReviewPart = z.strictObject({ jobId: JobId, target: AnchorTarget });
export type ReviewPart = z.infer<typeof ReviewPart>;

/** An "intentional" mark with the scene its words were found in; null where that was a draft, or is not known any more. */
export interface PlacedWaiver extends Waiver {
  readonly sceneId: SceneId | null;
}

/** How many findings of a scene's last review wait for the writer. */
export interface SceneCount {
  readonly sceneId: SceneId;
  readonly open: number;
}

/** How many patches of a rule went in, and how many could not be placed. */
export interface RuleAccepted {
  readonly accepted: number;
  readonly unplaced: number;
}

/** What one model may review: its exams, the layers it has not sat left out. */
export interface ReviewerExams {
  readonly model: string;
  readonly exams: readonly ExamResult[];
}

/** What the window may ask about reviews. */
export const reviewsRoutes = {
  /** Queues the review of a chapter, of one of its scenes, or with null of the novel; by rules alone where asked for or where no model is at hand. */
  'reviews.run': route({
    input: z.strictObject({
      ...ofNovel,
      chapterId: ChapterId.nullable(),
      sceneId: SceneId.optional(),
      byRulesOnly: z.boolean().default(false),
    }),
    output: z.strictObject({ jobId: JobId }),
  }),
  /** The texts of a job's last round. */
  'reviews.get': route({
    input: z.strictObject({ ...ofNovel, jobId: JobId }),
    output: z.custom<readonly ReviewedText[]>(),
  }),
  /** The last reviews of the scene's whole chapter. */
  'reviews.latest': route({
    input: z.strictObject({ ...ofNovel, sceneId: SceneId }),
    output: z.custom<ChapterReview>(),
  }),
  /** Every scene that was reviewed, in no order. */
  'reviews.count': route({
    input: z.strictObject(ofNovel),
    output: z.custom<readonly SceneCount[]>(),
  }),
  'reviews.exams': route({
    input: z.strictObject(ofNovel),
    output: z.custom<readonly ReviewerExams[]>(),
  }),
  /** Keeps a version of the scene as it stands, before the open editor takes a patch. */
  'reviews.keepVersion': route({
    input: z.strictObject({ ...ofNovel, sceneId: SceneId }),
    output: z.void(),
  }),
  /** Keeps what the open editor did with patches, once its text is saved. */
  'reviews.keepPatches': route({
    input: z.strictObject({
      ...ofNovel,
      patches: z.array(KeptPatch).max(2000).readonly(),
      anchors: z.array(MovedAnchor).max(4000).readonly(),
    }),
    output: z.void(),
  }),
  /** Puts one patch into a draft, or into a scene that is not open. */
  'reviews.acceptPatch': route({
    input: z.strictObject({ ...ofNovel, patchId: PatchId, change: PatchChange.optional() }),
    output: z.void(),
  }),
  /** Puts all open patches of a rule into these texts; one undo of the novel takes them all back. */
  'reviews.acceptRule': route({
    input: z.strictObject({
      ...ofNovel,
      rule: z.string().min(1),
      parts: z.array(ReviewPart).min(1).max(1000).readonly(),
    }),
    output: z.custom<RuleAccepted>(),
  }),
  /** Takes an accepted patch out of its text again and opens it. */
  'reviews.takeBack': route({
    input: z.strictObject({ ...ofNovel, patchId: PatchId }),
    output: z.void(),
  }),
  /** Puts a finding aside and rejects its open patches. */
  'reviews.reject': route({ input: finding, output: z.void() }),
  /** Opens a finding that was put aside, and its rejected patches. */
  'reviews.reopen': route({ input: finding, output: z.void() }),
  /** "Intentional": the finding's rule does not apply to its quote, now or in later reviews. */
  'reviews.waive': route({ input: finding, output: z.void() }),
  'reviews.unwaive': route({
    input: z.strictObject({ ...ofNovel, rule: z.string().min(1), quote: z.string() }),
    output: z.void(),
  }),
  /** Says again what `unwaive` took back, as of when it was said first. */
  'reviews.waiveAgain': route({
    input: z.strictObject({ ...ofNovel, rule: z.string().min(1), quote: z.string(), createdAt: z.int() }),
    output: z.void(),
  }),
  /** Every "intentional" mark of the novel, the newest first. */
  'reviews.listWaivers': route({
    input: z.strictObject(ofNovel),
    output: z.custom<readonly PlacedWaiver[]>(),
  }),
};

/** What main tells the window about reviews, by the event's name. */
export interface ReviewsEvents {
  /** Findings or patches are not as they were: ask again. */
  readonly 'reviews.changed': { readonly novelId: NovelId };
}

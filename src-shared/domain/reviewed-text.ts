import { z } from 'zod';
import { AnchorTarget } from './anchor.ts';
import { ChapterId, JobId } from './ids.ts';
import { InversePatch } from './inverse-patch.ts';
import { Patch, type PatchState } from './patch.ts';
import { Finding, Layer, Evaluation } from './qa.ts';

/** A patch with the way back from it, where it was accepted and there is one. */
export const ReviewedPatch = Patch.extend({ inverse: InversePatch.nullable() });
export type ReviewedPatch = z.infer<typeof ReviewedPatch>;

/** A finding with its patches and what the writer said of it. */
export const ReviewedFinding = Finding.extend({
  patches: z.array(ReviewedPatch).readonly(),
  isSeen: z.boolean(), // put aside
  isWaived: z.boolean(), // intentional
});
export type ReviewedFinding = z.infer<typeof ReviewedFinding>;

/** One text's last review as it stands now: the judgement of each layer, and every finding in their order. */
export const ReviewedText = z.object({
  jobId: JobId,
  target: AnchorTarget,
  chapterId: ChapterId,
  reviewedAt: z.int(),
  /** Paragraphs that are not as they were reviewed, those of accepted patches left out. */
  changedParagraphs: z.int(),
  layers: z
    .array(z.object({ layer: Layer, score: z.number().nullable(), evaluation: Evaluation }))
    .readonly(),
  findings: z.array(ReviewedFinding).readonly(),
});
export type ReviewedText = z.infer<typeof ReviewedText>;

/** What became of a finding. A patch that could not be placed leaves its finding open. */
export type FindingState = 'open' | 'accepted' | 'rejected' | 'waived';

/** What became of a finding: waived goes before all, an accepted patch before being put aside. */
export function findingState({ isWaived, isSeen, patches }: ReviewedFinding): FindingState {
  const are = (state: PatchState): boolean => patches.some((patch) => patch.state === state);
  if (isWaived) return 'waived';
  if (are('accepted')) return 'accepted';
  if (isSeen || (patches.length > 0 && patches.every(({ state }) => state === 'rejected'))) return 'rejected';
  return 'open';
}

/** The patch a writer can still decide on, undefined where there is none. */
export function openPatch({ patches }: ReviewedFinding): ReviewedPatch | undefined {
  return patches.find(({ state }) => state === 'open');
}

import { z } from 'zod';
import { Draft } from './draft.ts';
import { BlockId, JobId, SceneId } from './ids.ts';

/** Where a part of a draft would go: into an empty scene, after the words of another, or into a scene of its own. */
export const DraftPlace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fills'), sceneId: SceneId }),
  z.strictObject({ kind: z.literal('follows'), sceneId: SceneId }),
  z.strictObject({ kind: z.literal('makes') }),
]);
export type DraftPlace = z.infer<typeof DraftPlace>;

/** The writer's own choice for parts, by their number from 0: a scene, or "new" for one of its own. */
export const ChosenPlaces = z.record(z.string().regex(/^\d{1,3}$/), z.union([SceneId, z.literal('new')]));
export type ChosenPlaces = z.infer<typeof ChosenPlaces>;

/** What stands between two scene breaks of a draft, and the place it would go to. */
export const DraftPart = z.object({ blockIds: z.array(BlockId).readonly(), place: DraftPlace });
export type DraftPart = z.infer<typeof DraftPart>;

/** A draft as the panel shows it. */
export const DraftView = z.object({
  draft: Draft,
  parts: z.array(DraftPart).readonly(),
  /** Scenes of the chapter that are not as they were when the draft was begun; asked before anything is taken. */
  changedScenes: z.array(SceneId).readonly(),
});
export type DraftView = z.infer<typeof DraftView>;

/** An open draft in a list. */
export const DraftSummary = Draft.pick({
  id: true,
  chapterId: true,
  target: true,
  createdAt: true,
  state: true,
}).extend({ jobId: JobId, words: z.int() });
export type DraftSummary = z.infer<typeof DraftSummary>;

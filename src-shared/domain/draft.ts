import { z } from 'zod';
import { ChapterId, DraftId, JobId, SceneId } from './ids.ts';
import { ProseDocument } from './prose.ts';

/** The revision a scene had when a draft was made beside it. */
export const SceneBase = z.object({ sceneId: SceneId, revision: z.int() });
export type SceneBase = z.infer<typeof SceneBase>;

/** Generated prose that waits for the writer. Scene breaks part it into the scenes it would fill. */
export const Draft = z.object({
  id: DraftId,
  jobId: JobId,
  chapterId: ChapterId,
  document: ProseDocument,
  bases: z.array(SceneBase).readonly(),
  state: z.enum(['open', 'accepted', 'discarded']),
  createdAt: z.int(),
  updatedAt: z.int(),
});
export type Draft = z.infer<typeof Draft>;

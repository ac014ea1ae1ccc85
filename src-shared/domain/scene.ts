import { z } from 'zod';
import { Hash, JobId, SceneId, VersionId } from './ids.ts';
import { SceneSummary } from './novel.ts';
import { ProseDocument } from './prose.ts';

/** Who made a record: the writer, or a job on the writer's behalf. */
export const CreatedBy = z.union([z.literal('writer'), z.literal('import'), JobId]);
export type CreatedBy = z.infer<typeof CreatedBy>;

/** A scene with its prose. `revision` grows by one with every save; a save names the revision it was made from. */
export const Scene = SceneSummary.extend({ document: ProseDocument, documentHash: Hash });
export type Scene = z.infer<typeof Scene>;

export const VersionReason = z.enum(['interval', 'leave', 'accept', 'restore', 'replace', 'import', 'named']);
/** A kept state of a scene. Named ones are never thinned. */
export const SceneVersion = z.object({
  id: VersionId,
  sceneId: SceneId,
  revision: z.int(),
  reason: VersionReason,
  name: z.string().nullable(),
  wordCount: z.int(),
  createdAt: z.int(),
  createdBy: CreatedBy,
});
export type SceneVersion = z.infer<typeof SceneVersion>;

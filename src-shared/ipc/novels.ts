import { z } from 'zod';
import { NovelId, SceneId } from '../domain/ids.ts';

/** What the window may ask about novel files. */
export const novelsRoutes = {};

/** Something in the novel changed that the window did not save itself: an accepted draft, an import, an undo. */
export const NovelChange = z.strictObject({
  novelId: NovelId,
  outline: z.boolean(), // acts, chapters, scenes or their details
  scenes: z.array(SceneId).readonly(), // whose prose is another one now
  lore: z.boolean(),
});
export type NovelChange = z.infer<typeof NovelChange>;

/** What main tells the window about novel files, by the event's name. */
export interface NovelsEvents {
  readonly 'novels.changed': NovelChange;
}

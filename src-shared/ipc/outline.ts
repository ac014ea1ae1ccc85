import { z } from 'zod';
import { ActId, ChapterId, EntryId, NovelId, SceneId } from '../domain/ids.ts';
import { BlockId } from '../domain/ids.ts';
import { Outline, SceneSummary } from '../domain/novel.ts';
import { BinItem, ItemKind, OutlineItem, Spot } from '../domain/outline-item.ts';
import { route } from './route.ts';

const title = z.string().max(300);
const summary = z.string().max(20_000);
const inNovel = { novelId: NovelId };
/** A scene at the revision that the window shows: an edit of its text is refused where another one stands. */
const sceneAt = { ...inNovel, sceneId: SceneId, revision: z.int() };
const Point = z.strictObject({ blockId: BlockId, offset: z.int().min(0) });

/** What the window should show after an edit: what was made or brought back. */
export const Edited = z.object({ item: OutlineItem.nullable() });
export type Edited = z.infer<typeof Edited>;
const edit = <Shape extends z.ZodRawShape>(shape: Shape) =>
  route({ input: z.strictObject({ ...inNovel, ...shape }), output: Edited });

/** What may be changed of a scene without its prose. */
export const SceneChange = SceneSummary.pick({ status: true, povEntryId: true, placeEntryId: true })
  .extend({
    title,
    synopsis: summary,
    wordGoal: z.int().min(1).max(1_000_000).nullable(),
    storyTime: z.int().nullable(),
  })
  .partial();
export type SceneChange = z.infer<typeof SceneChange>;

/** An entry as a picker shows it. */
export const EntryChoice = z.object({ id: EntryId, kind: z.string(), title: z.string() });
export type EntryChoice = z.infer<typeof EntryChoice>;

/** What the window may ask about acts, chapters, scenes and the bin. */
export const outlineRoutes = {
  'outline.get': route({ input: z.strictObject(inNovel), output: Outline }),
  'outline.add': edit({ kind: ItemKind, spot: Spot, title: title.default('') }),
  /** A scene or a chapter at the end, with all that has to hold it: what an empty novel is given. */
  'outline.addLast': edit({ kind: z.enum(['scene', 'chapter']) }),
  'outline.move': edit({ item: OutlineItem, spot: Spot }),
  'outline.changeAct': edit({ id: ActId, title: title.optional(), summary: summary.optional() }),
  'outline.changeChapter': edit({ id: ChapterId, title: title.optional(), summary: summary.optional() }),
  'outline.changeScene': edit({ id: SceneId, change: SceneChange.strict() }),
  'outline.duplicateScene': edit({ id: SceneId, title }),
  'outline.splitScene': route({ input: z.strictObject({ ...sceneAt, point: Point }), output: Edited }),
  'outline.extractScene': route({
    input: z.strictObject({ ...sceneAt, start: Point, end: Point }),
    output: Edited,
  }),
  'outline.mergeScenes': route({ input: z.strictObject(sceneAt), output: Edited }),
  'outline.bin': edit({ item: OutlineItem }),
  'outline.listBin': route({ input: z.strictObject(inNovel), output: z.array(BinItem).readonly() }),
  'outline.countBin': route({ input: z.strictObject(inNovel), output: z.int() }),
  'outline.restore': route({
    input: z.strictObject({ ...inNovel, item: OutlineItem }),
    output: Edited.extend({ isOldPlace: z.boolean() }),
  }),
  'outline.deleteBinned': edit({ items: z.array(OutlineItem).min(1).max(10_000).readonly() }),
  'outline.emptyBin': edit({}),
  'outline.listEntries': route({
    input: z.strictObject(inNovel),
    output: z.array(EntryChoice).readonly(),
  }),
};

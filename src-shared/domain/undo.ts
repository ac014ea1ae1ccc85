import { z } from 'zod';
import { Anchor } from './anchor.ts';
import { DraftState } from './draft.ts';
import { DraftId, EntryId, FindingId, Hash, PatchId, SceneId, VersionId } from './ids.ts';
import { LoreEntry } from './lore.ts';
import { SceneSummary } from './novel.ts';
import { BinReason, ItemPlace, OutlineItem } from './outline-item.ts';
import { PatchState } from './patch.ts';

/** What a scene's details were. */
export const SceneDetailsBefore = SceneSummary.pick({
  title: true,
  synopsis: true,
  status: true,
  wordGoal: true,
  storyTime: true,
  povEntryId: true,
  placeEntryId: true,
}).partial();
const Titled = z.object({ title: z.string(), summary: z.string() }).partial();

/** A finding's or a patch's anchor as it was. */
export const AnchorBefore = z.union([
  z.object({ findingId: FindingId, anchor: Anchor }),
  z.object({ patchId: PatchId, anchor: Anchor }),
]);
export type AnchorBefore = z.infer<typeof AnchorBefore>;

/** A worldbook entry as it was, and what pointed at it. */
export const LoreState = z.object({
  entry: LoreEntry,
  povOf: z.array(SceneId).readonly(), // the scenes that are seen through its eyes
  placeOf: z.array(SceneId).readonly(), // and those that happen there
  relations: z.array(z.object({ entryId: EntryId, position: z.int() })).readonly(), // of other entries
});
export type LoreState = z.infer<typeof LoreState>;

/**
 * One thing an action did, told by what was there before. Taking it back gives the change that brings it again, so
 * undo and redo are the same work. `hash` is filled in when the action is recorded: a text that has become another
 * one since is never overwritten.
 */
export const UndoChange = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('scene-text'),
    sceneId: SceneId,
    versionId: VersionId, // kept before the text was changed
    revisionAfter: z.int(),
    hash: Hash.optional(),
  }),
  z.object({
    type: z.literal('scene-made'),
    sceneId: SceneId,
    revisionAfter: z.int(),
    hash: Hash.optional(),
  }),
  z.object({
    type: z.literal('placed'), // made, moved, binned or restored
    item: OutlineItem,
    before: z.union([ItemPlace, z.object({ bin: BinReason })]),
    hash: Hash.nullable().optional(), // of a scene's text
  }),
  z.object({ type: z.literal('scene-details'), sceneId: SceneId, before: SceneDetailsBefore }),
  z.object({ type: z.literal('titles'), item: OutlineItem, before: Titled }), // of an act or a chapter
  z.object({ type: z.literal('anchors'), before: z.array(AnchorBefore).readonly() }),
  z.object({
    type: z.literal('progressions'), // which began with one scene and begin with another now
    entryIds: z.array(EntryId).readonly(),
    before: SceneId,
    after: SceneId,
  }),
  z.object({
    type: z.literal('lore-entry'), // made, edited, imported or deleted
    id: EntryId,
    before: LoreState.nullable(), // null: there was none
    hash: Hash.nullable().optional(), // of what the entry says; null where there is none
  }),
  z.object({ type: z.literal('draft-state'), draftId: DraftId, state: DraftState }),
  z.object({ type: z.literal('patch-state'), patchId: PatchId, state: PatchState }),
]);
export type UndoChange = z.infer<typeof UndoChange>;

/** What an action is called: a key of the catalogue with its values. */
export const UndoLabel = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type UndoLabel = z.infer<typeof UndoLabel>;

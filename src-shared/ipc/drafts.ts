import { z } from 'zod';
import { DraftPiece } from '../domain/draft.ts';
import { ChosenPlaces, DraftSummary, DraftView } from '../domain/draft-view.ts';
import { BlockId, DraftId, NovelId, SceneId } from '../domain/ids.ts';
import { TextPoint } from '../domain/passage.ts';
import { route } from './route.ts';

const ofDraft = z.strictObject({ novelId: NovelId, draftId: DraftId });
const Accepted = z.object({
  view: DraftView,
  sceneIds: z.array(SceneId).readonly(), // that hold what was taken, in the draft's order
  blockIds: z.array(BlockId).readonly(), // what it became there
  actionId: z.int(), // in the novel's log
});

/** What the window may ask about drafts. */
export const draftsRoutes = {
  /** The open drafts of the novel, the newest first. */
  'drafts.list': route({
    input: z.strictObject({ novelId: NovelId }),
    output: z.array(DraftSummary).readonly(),
  }),
  /** A draft, and where each of its parts would go, the writer's own choice of places regarded. */
  'drafts.get': route({ input: ofDraft.extend({ chosen: ChosenPlaces.default({}) }), output: DraftView }),
  /** Puts pieces of a chapter's draft into the manuscript, never over words; the open scene's must be saved before. */
  'drafts.accept': route({
    input: ofDraft.extend({
      pieces: z.union([z.literal('all'), z.array(DraftPiece).min(1).max(5000)]),
      chosen: ChosenPlaces.default({}),
      cursor: z.strictObject({ sceneId: SceneId, blockId: BlockId }).optional(),
      isForced: z.boolean().default(false), // the writer has seen that scenes were changed meanwhile
    }),
    output: Accepted,
  }),
  /** Puts a helper's draft where its passage stands now. */
  'drafts.acceptPassage': route({
    input: ofDraft.extend({
      start: TextPoint,
      end: TextPoint,
      isBehind: z.boolean().default(false), // behind the passage, whatever stands there now
    }),
    output: Accepted,
  }),
  'drafts.discard': route({ input: ofDraft, output: z.object({ view: DraftView, actionId: z.int() }) }),
  /** Puts a part that was written again back as it read before. */
  'drafts.restoreWording': route({
    input: ofDraft.extend({ blockId: BlockId }), // one of the blocks that took its place
    output: DraftView,
  }),
};

/** What main tells the window about drafts, by the event's name. */
export type DraftsEvents = object;

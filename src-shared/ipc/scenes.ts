import { z } from 'zod';
import { ChapterId, NovelId, SceneId } from '../domain/ids.ts';
import { SceneSummary } from '../domain/novel.ts';
import type { ProseDocument } from '../domain/prose.ts';
import { Scene } from '../domain/scene.ts';
import { Hash } from '../domain/ids.ts';
import { route } from './route.ts';

/**
 * A document on its way to be saved, as JSON: thousands of objects take far longer from the page to main than their text.
 * Only its frame is checked here, since the save itself checks every block it has not seen yet and answers INPUT_INVALID
 * for what is no prose.
 */
export const SentDocument = z.string().transform((text, context): ProseDocument => {
  const sent = parsed(text);
  if (isFramed(sent)) return sent;
  context.addIssue({ code: 'custom', message: 'is no document' });
  return z.NEVER;
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isFramed(value: unknown): value is ProseDocument {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'doc' &&
    'content' in value &&
    Array.isArray(value.content) &&
    value.content.every((block: unknown) => typeof block === 'object' && block !== null)
  );
}

/** A scene as it was saved, without sending its prose back. */
export const SavedSummary = SceneSummary.extend({
  documentHash: Hash,
  wordsToday: z.int(),
  isDiskFull: z.boolean(), // saved, but only by giving up the space held back: the next save may fail
});
export type SavedSummary = z.infer<typeof SavedSummary>;

/** What the window may ask about scenes. */
export const scenesRoutes = {
  'scenes.get': route({ input: z.strictObject({ novelId: NovelId, sceneId: SceneId }), output: Scene }),
  /** Throws SCENE_CHANGED where the scene is another one than the document was made from. */
  'scenes.save': route({
    input: z.strictObject({
      novelId: NovelId,
      sceneId: SceneId,
      document: SentDocument,
      baseRevision: z.int(),
    }),
    output: SavedSummary,
  }),
  /** Puts the window's text over one that came from elsewhere, which is kept as a version. */
  'scenes.replace': route({
    input: z.strictObject({
      novelId: NovelId,
      sceneId: SceneId,
      document: SentDocument,
      baseRevision: z.int(),
    }),
    output: Scene,
  }),
  /** A chapter's scenes with their prose, in reading order. */
  'scenes.listOfChapter': route({
    input: z.strictObject({ novelId: NovelId, chapterId: ChapterId }),
    output: z.array(Scene).readonly(),
  }),
  /** The words the writer added today. */
  'scenes.countToday': route({ input: z.strictObject({ novelId: NovelId }), output: z.int() }),
};

/** What main tells the window about scenes, by the event's name. */
export type ScenesEvents = object;

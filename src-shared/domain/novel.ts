import { z } from 'zod';
import { ActId, ChapterId, EntryId, NovelId, SceneId } from './ids.ts';

/** A BCP 47 tag: "en", "id", "zh-Hans". Search, tokens, sentences and names follow it. */
export const Language = z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/);

/** What the whole book is about and how it sounds: the top of every prompt. */
export const Novel = z.object({
  id: NovelId,
  title: z.string(),
  author: z.string(),
  language: Language,
  premise: z.string(),
  style: z.string(),
  createdAt: z.int(),
  updatedAt: z.int(),
});
export type Novel = z.infer<typeof Novel>;

/** A scene as the outline shows it: everything but the prose. */
export const SceneSummary = z.object({
  id: SceneId,
  chapterId: ChapterId,
  position: z.int(), // in reading order, within its chapter
  title: z.string(),
  synopsis: z.string(),
  povEntryId: EntryId.nullable(),
  placeEntryId: EntryId.nullable(),
  storyTime: z.int().nullable(), // minutes on the novel's own clock; null = as read
  status: z.enum(['outline', 'draft', 'revised', 'done']),
  wordGoal: z.int().nullable(),
  wordCount: z.int(),
  revision: z.int(),
  updatedAt: z.int(),
});
export type SceneSummary = z.infer<typeof SceneSummary>;

export const Chapter = z.object({
  id: ChapterId,
  actId: ActId,
  position: z.int(), // in reading order, within its act
  number: z.int(), // counted over the novel, from 1; shown, never a key
  title: z.string(),
  summary: z.string(), // what happens, as planned
  scenes: z.array(SceneSummary).readonly(),
});
export type Chapter = z.infer<typeof Chapter>;

export const Act = z.object({
  id: ActId,
  position: z.int(),
  title: z.string(),
  summary: z.string(),
  chapters: z.array(Chapter).readonly(),
});
export type Act = z.infer<typeof Act>;

/** Acts, chapters and scenes in reading order, without prose. */
export const Outline = z.object({ novel: Novel, acts: z.array(Act).readonly() });
export type Outline = z.infer<typeof Outline>;

/** The outline's chapters in reading order. */
export function chaptersOf(outline: Outline): readonly Chapter[] {
  return outline.acts.flatMap((act) => act.chapters);
}

/** The outline's scenes in reading order. */
export function scenesOf(outline: Outline): readonly SceneSummary[] {
  return chaptersOf(outline).flatMap((chapter) => chapter.scenes);
}

import { z } from 'zod';
import { EntryId, SceneId } from './ids.ts';
import { LoreContent, LoreEntry } from './lore.ts';

/** An entry as the worldbook's list and the editor's underlines need it: names and counts, no text. */
export const LoreSummary = LoreEntry.pick({
  id: true,
  kind: true,
  title: true,
  aliases: true,
  inclusion: true,
  revision: true,
  updatedAt: true,
}).extend({
  /** Plain keys that need no second one: the text is underlined where they stand. */
  plainKeys: z.array(z.object({ text: z.string(), caseSensitive: z.boolean() })).readonly(),
  /** Regular expressions that need no second key, as /source/flags: they are matched by a worker. */
  patterns: z.array(z.string()).readonly(),
  relations: z.int(),
  progressions: z.int(),
});
export type LoreSummary = z.infer<typeof LoreSummary>;

/** What the writer changes of an entry. Its source and what it was imported from stay. */
export const LoreEdit = LoreContent.omit({ source: true, raw: true });
export type LoreEdit = z.infer<typeof LoreEdit>;

/** An entry as the window shows it: all but the object it was imported from, which may be large. */
export const LoreDetails = LoreEntry.omit({ raw: true });
export type LoreDetails = z.infer<typeof LoreDetails>;

/** A scene that names an entry, how often, and the words around the first place. */
export const LoreScene = z.object({
  sceneId: SceneId,
  title: z.string(), // the chapter's where the scene has none
  chapterNumber: z.int(),
  count: z.int(),
  excerpt: z.string(),
  start: z.int(), // of the name in the excerpt, UTF-16
  end: z.int(),
});
export type LoreScene = z.infer<typeof LoreScene>;

/** Where a regular expression of an entry stands in a text, in UTF-16. */
export const PatternPlace = z.object({ owner: EntryId, start: z.int(), end: z.int() });
export type PatternPlace = z.infer<typeof PatternPlace>;

/** What was found out about a regular expression before it is kept. */
export const KeyCheck = z.object({
  /** "slow": on some text it would run for ever, and so would count as not matching. */
  fault: z.enum(['invalid', 'too-long', 'slow']).nullable(),
  reason: z.string(), // the engine's own English words for "invalid", else empty
  scenes: z.int(), // of the novel's scenes, how many it matches; 0 with a fault
});
export type KeyCheck = z.infer<typeof KeyCheck>;

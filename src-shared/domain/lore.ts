import { z } from 'zod';
import { EntryId, SceneId } from './ids.ts';
import { CreatedBy } from './scene.ts';

export const LoreKind = z.enum(['character', 'place', 'thing', 'group', 'event', 'rule', 'note']);
export type LoreKind = z.infer<typeof LoreKind>;

/** What calls an entry up beside its title and aliases: plain words, or a regular expression with its flags. */
export const LoreKey = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plain'), text: z.string().min(1), caseSensitive: z.boolean().default(false) }),
  z.object({ kind: z.literal('regex'), source: z.string().min(1), flags: z.string().default('') }),
]);
export type LoreKey = z.infer<typeof LoreKey>;

/** A tie to another entry, by its title until that entry exists. Strength 1 (slight) to 10 (binding). */
export const LoreRelation = z.object({
  toEntryId: EntryId.nullable(),
  toTitle: z.string(),
  type: z.string(),
  strength: z.int().min(1).max(10).default(5),
  note: z.string().default(''),
});
export type LoreRelation = z.infer<typeof LoreRelation>;

/** "From this scene on she is blind": text that holds from a scene onwards; by its chapter's number until that scene exists, and until then it holds nowhere. */
export const LoreProgression = z.object({
  fromSceneId: SceneId.nullable(),
  fromChapter: z.int().min(1).nullable(),
  text: z.string().min(1),
});
export type LoreProgression = z.infer<typeof LoreProgression>;

/** What an entry says, before it has an id: what importers produce and editors save. */
export const LoreContent = z.object({
  kind: LoreKind,
  title: z.string().min(1),
  aliases: z.array(z.string()).readonly(),
  keys: z.array(LoreKey).readonly(),
  secondaryKeys: z.array(LoreKey).readonly(),
  secondaryLogic: z.enum(['and-any', 'and-all', 'not-any', 'not-all']),
  inclusion: z.enum(['always', 'mentioned', 'never']),
  priority: z.int().min(0).max(1000), // higher is kept longer when the budget is full; 100 is ordinary
  tokenCap: z.int().positive().nullable(),
  body: z.string(), // Markdown
  attributes: z.record(z.string(), z.string()),
  relations: z.array(LoreRelation).readonly(),
  progressions: z.array(LoreProgression).readonly(),
  source: z.string().nullable(), // the file it came from, relative to what was imported
  raw: z.unknown(), // the imported object, for loss-free re-export; null when there was none
});
export type LoreContent = z.infer<typeof LoreContent>;

/** One thing that is true in the novel's world. */
export const LoreEntry = LoreContent.extend({
  id: EntryId,
  revision: z.int(),
  changedBy: CreatedBy, // who made the last change
  createdAt: z.int(),
  updatedAt: z.int(),
});
export type LoreEntry = z.infer<typeof LoreEntry>;

/** An entry found by name, alias or key in a text. Offsets are UTF-16 in that text. */
export const Mention = z.object({
  entryId: EntryId,
  title: z.string(),
  by: z.enum(['title', 'alias', 'key', 'always']),
  matched: z.string(),
  start: z.int(),
  end: z.int(),
});
export type Mention = z.infer<typeof Mention>;

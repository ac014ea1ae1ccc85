import { z } from 'zod';
import { EntryId, SceneId } from './ids.ts';

/** Where a chunk's text stands. */
export const ChunkSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scene'), sceneId: SceneId, chapterNumber: z.int() }),
  z.object({ kind: z.literal('lore'), entryId: EntryId }),
]);
export type ChunkSource = z.infer<typeof ChunkSource>;

export const SearchMode = z.enum(['off', 'basic', 'hybrid', 'full']);
export type SearchMode = z.infer<typeof SearchMode>;

/** A question to the novel. `basic` is full text only, `hybrid` adds meaning, `full` adds entries mentioned in the query. */
export const SearchQuery = z.object({
  text: z.string().min(1),
  mode: SearchMode.default('hybrid'),
  asOf: SceneId.optional(), // nothing told after this scene answers
  includeLater: z.boolean().default(false),
  sources: z
    .array(z.enum(['scene', 'lore']))
    .readonly()
    .default(['scene', 'lore']),
  limit: z.int().min(1).max(100).default(12),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

/** A chunk that answers, and why: its ranks (from 1) in both lists, its best passage's cosine, its fused score. */
export const SearchHit = z.object({
  chunkId: z.int(),
  source: ChunkSource,
  title: z.string(), // of the scene or the entry
  text: z.string(), // the whole chunk
  passage: z.object({ start: z.int(), end: z.int() }), // the best passage, UTF-16 offsets into `text`
  tokens: z.int(),
  score: z.number(),
  why: z.object({
    fullTextRank: z.int().nullable(),
    vectorRank: z.int().nullable(),
    similarity: z.number().nullable(), // cosine, -1..1
    mention: z.string().nullable(),
  }),
});
export type SearchHit = z.infer<typeof SearchHit>;

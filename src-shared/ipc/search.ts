import { z } from 'zod';
import { NovelId, type NovelId as Novel } from '../domain/ids.ts';
import { SearchQuery, type SearchHit } from '../domain/search.ts';
import type { WireError } from '../errors.ts';
import { route } from './route.ts';

/** How far the index is behind the text. Search by words works in every state. */
export interface IndexStatus {
  readonly novelId: Novel;
  /**
   * "words": there is no embedding model, so that only words are found, no meaning. "switching": the text is indexed,
   * and another embedding model is about to take over; until it does, the old one answers. "capped": no more may be
   * paid for vectors this month.
   */
  readonly state: 'fresh' | 'indexing' | 'switching' | 'paused' | 'capped' | 'words' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly error: WireError | null;
  /** The embedding model that answers, by name; null before anything was embedded. */
  readonly answering: string | null;
}

/** What the window may ask of search. */
export const searchRoutes = {
  /** Passages that answer a question, by words and by meaning, best first, each with why. */
  'search.find': route({
    input: z.strictObject({ novelId: NovelId, query: SearchQuery.strict() }),
    output: z.custom<readonly SearchHit[]>(),
  }),
  'search.status': route({
    input: z.strictObject({ novelId: NovelId }),
    output: z.custom<IndexStatus>(),
  }),
  /** Pauses the embedding, or goes on with it. A restart goes on by itself. */
  'search.pause': route({
    input: z.strictObject({ novelId: NovelId, isPaused: z.boolean() }),
    output: z.custom<IndexStatus>(),
  }),
};

/** What main tells the window about search, by the event's name. */
export interface SearchEvents {
  readonly 'search.status': IndexStatus;
}

import type { EntryId, SceneId } from '../../src-shared/domain/ids.ts';
import type { Mention } from '../../src-shared/domain/lore.ts';
import type { SearchHit, SearchQuery } from '../../src-shared/domain/search.ts';
import type { Db } from '../db/connection.ts';
import { amongOf } from './among.ts';
import { bestPassages, type ChunkPassage } from './best-passages.ts';
import { diversify } from './diversify.ts';
import { searchFullText, type CountChunks } from './full-text.ts';
import { fuseRanks } from './fuse.ts';
import { placeScenes, scopeOf, type PlacedScene, type Scope } from './scope.ts';
import type { VectorIndex } from './vector-index.ts';

/** What a search needs beside the query. */
export interface SearchTools {
  readonly language: string;
  /** The query's meaning and where to look for it; null for full text only. */
  readonly meaning: { readonly vector: Float32Array; readonly index: VectorIndex } | null;
  /** The embedding model that answers; passages cut for another one are not looked at. Null before there is one. */
  readonly modelId: number | null;
  /** The entries named in the query; none unless the mode is "full". */
  readonly mentions: readonly Mention[];
  /** Worked out anew unless the caller kept them since the novel last changed. */
  readonly countChunks?: CountChunks;
  readonly placedScenes?: readonly PlacedScene[];
}

/** Each list brings this many times the answers asked for; of the fused ones so many are the pool to choose from. */
const listFactor = 3;
const leastListed = 36;
const poolFactor = 2;

/**
 * Full text, meaning and named entries, fused by reciprocal rank, then made diverse. One synchronous read; wrap it in
 * a read transaction. Throws SCENE_NOT_FOUND where `asOf` names none.
 */
export function searchIndex(db: Db, query: SearchQuery, tools: SearchTools): SearchHit[] {
  if (query.mode === 'off') return [];
  const scope = scopeOf(tools.placedScenes ?? placeScenes(db), query);
  const lists = rankedLists(db, { query, scope, tools });
  const pool = fuseRanks(Object.values(lists)).slice(0, query.limit * poolFactor);
  const passages = bestPassages(
    db,
    pool.map(({ id }) => id),
    { text: query.text, language: tools.language, meaning: tools.meaning, modelId: tools.modelId },
  );
  const candidates = pool.flatMap(({ id, score }) => {
    const passage = passages.get(id);
    return passage === undefined
      ? []
      : [{ id, score, passage, source: passage.sourceId, vector: passage.vector }];
  });
  const describe = describer(db, scope);
  const rank = (list: readonly number[], id: number): number | null => list.indexOf(id) + 1 || null;
  return diversify(candidates, query.limit).flatMap(({ id, score, passage }) => {
    const described = describe(id, passage);
    if (described === null) return [];
    return {
      ...described,
      chunkId: id,
      passage: { start: passage.start, end: passage.end },
      score,
      why: {
        fullTextRank: rank(lists.fullText, id),
        vectorRank: rank(lists.meaning, id),
        similarity: passage.similarity,
        mention: tools.mentions.find(({ entryId }) => entryId === passage.sourceId)?.matched ?? null,
      },
    };
  });
}

interface RankedLists extends Record<string, readonly number[]> {
  readonly fullText: readonly number[];
  readonly meaning: readonly number[];
  readonly mentions: readonly number[];
}

/** Chunk ids, best first: by words, by meaning (a chunk is as near as its best passage), by name. */
function rankedLists(
  db: Db,
  { query, scope, tools }: { query: SearchQuery; scope: Scope; tools: SearchTools },
): RankedLists {
  const count = Math.max(leastListed, query.limit * listFactor);
  const among = amongOf(scope);
  const commonToo = tools.meaning === null;
  const words = { text: query.text, language: tools.language, count, among, commonToo };
  return {
    fullText: searchFullText(db, words, tools.countChunks),
    meaning: tools.meaning === null ? [] : nearestChunks(db, tools.meaning, { count, among }),
    mentions: scope.lore && query.mode === 'full' ? firstChunks(db, tools.mentions) : [],
  };
}

function nearestChunks(
  db: Db,
  { vector, index }: NonNullable<SearchTools['meaning']>,
  { count, among }: { count: number; among: ReturnType<typeof amongOf> },
): number[] {
  const near = index.nearest({ vector, count, among }).map(({ passageId }) => passageId);
  const chunkOf = new Map(
    db
      .prepare<[string], { id: number; chunk_id: number }>(
        'SELECT id, chunk_id FROM passage WHERE id IN (SELECT value FROM json_each(?))',
      )
      .all(JSON.stringify(near))
      .map(({ id, chunk_id }) => [id, chunk_id]),
  );
  return [...new Set(near.flatMap((id) => chunkOf.get(id) ?? []))];
}

function firstChunks(db: Db, mentions: readonly Mention[]): number[] {
  const first = db
    .prepare<[string], number>(
      "SELECT id FROM chunk WHERE source_kind = 'lore' AND source_id = ? ORDER BY position LIMIT 1",
    )
    .pluck();
  return [...new Set(mentions.map(({ entryId }) => entryId))].flatMap((entryId) => first.get(entryId) ?? []);
}

type Described = Pick<SearchHit, 'source' | 'title' | 'text' | 'tokens'>;

/** Tells a hit's source, title, text and tokens; null where the source is gone and its index not yet. */
function describer(db: Db, scope: Scope): (id: number, passage: ChunkPassage) => Described | null {
  const textOf = db.prepare<[number], { text: string; tokens: number }>(
    'SELECT text, token_count AS tokens FROM chunk WHERE id = ?',
  );
  const titleOf = db.prepare<[string], string>('SELECT title FROM lore_entry WHERE id = ?').pluck();
  return (id, { sourceKind, sourceId }) => {
    const chunk = textOf.get(id);
    if (!chunk) return null;
    if (sourceKind === 'scene') {
      const scene = scope.scenes.get(sourceId);
      if (!scene) return null;
      const { title, chapterNumber } = scene;
      return { source: { kind: 'scene', sceneId: sourceId as SceneId, chapterNumber }, title, ...chunk };
    }
    const title = titleOf.get(sourceId);
    return title === undefined
      ? null
      : { source: { kind: 'lore', entryId: sourceId as EntryId }, title, ...chunk };
  };
}

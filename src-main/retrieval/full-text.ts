import { searchWords } from '../../src-shared/text/search-words.ts';
import type { Db } from '../db/connection.ts';
import { fetchAmong, type Among } from './among.ts';

/** Answers how many chunks hold a folded word. */
export type CountChunks = (word: string) => number;

/** A query uses this many of its words: the rarest ones, which say most and cost least. */
const queryTerms = 8;
/** Words beyond this many are not looked up: a whole page as a query has its rare words early too. */
const lookedUp = 128;
/** A word that more than this part of the chunks holds tells little apart and costs most: used when no other is left. */
const commonShare = 0.1;
/** In a small novel a word in so many chunks is not common yet, unless it is in more than half of them. */
const fewChunks = 50;
/** So many common words, when there are only common ones. */
const commonTerms = 3;

export interface FullTextQuery {
  readonly text: string;
  readonly language: string;
  readonly count: number;
  /** Which chunks may answer; null when all may. */
  readonly among: Among | null;
  /** Whether a query of nothing but common words is asked all the same: they are noise where meaning can answer. */
  readonly commonToo: boolean;
}

/** The chunks that hold the query's rarest words, best first by BM25. Safe with any text. */
export function searchFullText(
  db: Db,
  { text, language, count, among, commonToo }: FullTextQuery,
  countChunks: CountChunks = chunkCounter(db),
): number[] {
  const terms = rarestTerms(searchWords(text, language), { countChunks, chunks: countAll(db), commonToo });
  if (terms.length === 0) return [];
  const all = db
    .prepare<[string, number], number>(
      'SELECT rowid FROM chunk_words WHERE chunk_words MATCH ? ORDER BY rank LIMIT ?',
    )
    .pluck();
  const some = db
    .prepare<[string, string, number], number>(
      `SELECT rowid FROM chunk_words
       WHERE chunk_words MATCH ? AND +rowid IN (SELECT value FROM json_each(?)) ORDER BY rank LIMIT ?`, // without "+" it would match anew for every rowid
    )
    .pluck();
  const match = matchAny(terms);
  return fetchAmong(db, {
    table: 'chunk',
    among,
    count,
    fetch: (most, only) =>
      only === null ? all.all(match, most) : some.all(match, JSON.stringify([...only]), most),
  });
}

/** The words of a query that are worth asking for, rarest first. */
export function rarestTerms(
  words: readonly string[],
  {
    countChunks,
    chunks,
    commonToo,
  }: { readonly countChunks: CountChunks; readonly chunks: number; readonly commonToo: boolean },
): string[] {
  const known = [...new Set(words)]
    .slice(0, lookedUp)
    .map((word) => ({ word, chunks: countChunks(word) }))
    .filter((term) => term.chunks > 0)
    .sort((a, b) => a.chunks - b.chunks);
  const common = Math.max(chunks * commonShare, Math.min(fewChunks, chunks / 2));
  const telling = known.filter((term) => term.chunks <= common);
  const asked = telling.length > 0 || !commonToo ? telling.slice(0, queryTerms) : known.slice(0, commonTerms);
  return asked.map(({ word }) => word);
}

/** Counts by the index's own vocabulary. */
export function chunkCounter(db: Db): CountChunks {
  const count = db.prepare<[string], number>('SELECT doc FROM chunk_terms WHERE term = ?').pluck();
  return (word) => count.get(word) ?? 0;
}

function countAll(db: Db): number {
  return db.prepare<[], number>('SELECT count(*) FROM chunk').pluck().get() ?? 0;
}

/** FTS5 syntax: each word as a string, so that no word can be an operator. */
function matchAny(words: readonly string[]): string {
  return words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' OR ');
}

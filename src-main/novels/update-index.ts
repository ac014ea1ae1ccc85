import { AppError } from '../../src-shared/errors.ts';
import type { Db } from '../db/connection.ts';
import { activateModel, removeOtherModels } from '../db/embedding-models.ts';
import { removeIndexedSource, storeIndexedSource, storeSourceVectors } from '../db/search-index.ts';
import type { LibraryPort } from '../jobs/library-port.ts';
import { compactVectors } from '../retrieval/vector-index.ts';
import type { EmbeddingState, StaleSource } from '../retrieval/requests.ts';

/** A novel open for writing, with its library beside it. */
export interface NovelWithLibrary {
  readonly db: Db;
  readonly library: LibraryPort;
}

/** How far an update is. */
export interface IndexProgress {
  readonly done: number;
  readonly total: number;
  /** The text is up to date; what is still made are the vectors of the embedding model that takes over. */
  readonly isSwitching: boolean;
}

/** How far an update goes. */
export type IndexReach = 'all' | 'answering' | 'words';

export interface UpdateIndexOptions {
  readonly signal?: AbortSignal;
  /** "words" makes no vectors at all; "answering" only those of the model that answers, none of one that is to take over. */
  readonly reach?: IndexReach;
  /** Asked before each source: true embeds with one thread, because the writer is typing. */
  readonly isGentle?: () => boolean;
  readonly onProgress?: (progress: IndexProgress) => void;
}

/** What an update did: sources (re)made, and sources taken out because their text is gone. */
export interface IndexUpdate {
  readonly indexed: number;
  readonly removed: number;
}

/** With more new sources than this, words are made searchable first and vectors after. */
const fewSources = 20;
/** A text that is edited faster than it is embedded is left for the next update. */
const mostRounds = 3;

/**
 * Brings the index up to date with the accepted text, then lets the wanted embedding model take over once it has
 * embedded everything: the library's worker cuts and embeds, main stores source by source, so an abort or a crash
 * loses at most one. Throws AbortError, EMBEDDING_MODEL_MISSING, MODEL_BUDGET_SPENT and what the embedding model throws.
 */
export async function updateIndex(
  { db, library }: NovelWithLibrary,
  options: UpdateIndexOptions = {},
): Promise<IndexUpdate> {
  const { signal, reach = 'all' } = options;
  const update = { indexed: 0, removed: 0 };
  for (let round = 0; round < mostRounds; round++) {
    signal?.throwIfAborted();
    const state = await library('embeddingState', {});
    const passes = plan(await library('listStale', {}), reach);
    if (passes.length === 0) {
      if (reach === 'all') takeOver(db, state);
      break;
    }
    for (const [done, pass] of passes.entries()) {
      signal?.throwIfAborted();
      options.onProgress?.({ done, total: passes.length, isSwitching: pass.work === 'next' });
      const made = await run({ db, library }, { pass, state, options });
      update[made === 'removed' ? 'removed' : 'indexed'] += made === 'nothing' ? 0 : 1;
    }
    const isSwitching = passes.at(-1)?.work === 'next';
    options.onProgress?.({ done: passes.length, total: passes.length, isSwitching });
    if (reach === 'all') takeOver(db, state);
  }
  signal?.throwIfAborted();
  for (const id of listModels(db)) compactVectors(db, id);
  return update;
}

/**
 * The same, as far as money may be spent: where a cap forbids to ask an embedding model, the text is brought up to date
 * without it, and `capped` says so. Called again it goes on with what is missing.
 */
export async function updateIndexWithinCaps(
  novel: NovelWithLibrary,
  { reach = 'all', ...options }: UpdateIndexOptions = {},
): Promise<IndexUpdate & { readonly capped: AppError | null }> {
  try {
    return { ...(await updateIndex(novel, { ...options, reach })), capped: null };
  } catch (error) {
    if (reach === 'words' || !(error instanceof AppError) || error.code !== 'MODEL_BUDGET_SPENT') throw error;
    const rest = await updateIndexWithinCaps(novel, { ...options, reach: nextReach[reach] });
    return { ...rest, capped: error };
  }
}

const nextReach = { all: 'answering', answering: 'words' } as const;

/** "words" makes a source searchable by words, "text" cuts and embeds it, the others add vectors to what is cut. */
interface Pass {
  readonly source: StaleSource;
  readonly work: 'words' | 'text' | 'vectors' | 'next';
}

interface Running {
  readonly pass: Pass;
  readonly state: EmbeddingState;
  readonly options: UpdateIndexOptions;
}

async function run(
  { db, library }: NovelWithLibrary,
  { pass: { source, work }, state, options }: Running,
): Promise<'indexed' | 'removed' | 'nothing'> {
  const { sourceKind, sourceId } = source;
  const { reach = 'all', isGentle = () => false } = options;
  if (work === 'vectors' || work === 'next') {
    if (work === 'vectors' && !state.isActiveKnown) return 'nothing';
    const model = work === 'next' ? state.wanted : (state.active ?? state.wanted);
    const embedded = await library('embedSource', { sourceKind, sourceId, model, isGentle: isGentle() });
    return embedded && storeSourceVectors(db, embedded) ? 'indexed' : 'nothing';
  }
  const vectors = work === 'text';
  const made = await library('indexSource', { sourceKind, sourceId, vectors, isGentle: isGentle() });
  if (made === null) {
    removeIndexedSource(db, { sourceKind, sourceId });
    return 'removed';
  }
  return storeIndexedSource(db, made) && vectors === (reach !== 'words') ? 'indexed' : 'nothing';
}

/** The wanted model answers from now on, if it can; what other models left is removed after that. */
function takeOver(db: Db, { active, wanted }: EmbeddingState): void {
  if (active !== null && active !== wanted) activateModel(db, wanted);
  removeOtherModels(db, wanted);
}

function plan(stale: readonly StaleSource[], reach: IndexReach): Pass[] {
  const texts = stale.filter(({ needs }) => needs === 'text');
  const words = texts.map((source): Pass => ({ source, work: 'words' }));
  if (reach === 'words') return words;
  const isMany = texts.length > fewSources;
  const wanted = stale.filter(({ needs }) => reach === 'all' || needs !== 'next');
  const rest = wanted.map((source): Pass => {
    const cut = isMany ? 'vectors' : 'text';
    return { source, work: source.needs === 'text' ? cut : source.needs };
  });
  return [...(isMany ? words : []), ...rest];
}

function listModels(db: Db): readonly number[] {
  return db.prepare<[], number>('SELECT id FROM embedding_model').pluck().all();
}

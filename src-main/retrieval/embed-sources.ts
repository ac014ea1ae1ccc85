import { read, type Db } from '../db/connection.ts';
import { findActiveModel } from '../db/embedding-models.ts';
import { getNovel } from '../db/novels.ts';
import { listIndexedSources } from '../db/search-index.ts';
import { allThreads, type Embedders } from './embedders.ts';
import { embedChunks, indexSource } from './index-source.ts';
import type {
  EmbeddedSource,
  EmbeddingState,
  IndexedSource,
  LibraryRoutes,
  StaleSource,
} from './requests.ts';
import { listSourceHashes, readSourceText, type SourceId } from './source-text.ts';
import { loadTokenCounter } from './token-counter.ts';

/** The novel and the models that embed it. */
export interface Embedding {
  readonly db: Db;
  readonly embedders: Embedders;
}

/** Which model answers this novel's searches and which one the writer wants. */
export function embeddingState({ db, embedders }: Embedding): EmbeddingState {
  const active = findActiveModel(db)?.name ?? null;
  return {
    active,
    wanted: embedders.wanted,
    isActiveKnown: active === null || embedders.isKnown(active),
  };
}

/**
 * What `updateIndex` has to do: sources that are new or changed, sources without vectors, sources that are gone, and
 * last what the wanted model has not embedded yet.
 */
export function listStale(embedding: Embedding): StaleSource[] {
  const { db } = embedding;
  const { active, wanted, isActiveKnown } = embeddingState(embedding);
  const key = ({ sourceKind, sourceId }: SourceId): string => `${sourceKind} ${sourceId}`;
  const indexed = new Map(listIndexedSources(db).map((source) => [key(source), source]));
  const stale: StaleSource[] = [];
  const next: StaleSource[] = [];
  for (const source of listSourceHashes(db)) {
    const { sourceKind, sourceId, textHash } = source;
    const known = indexed.get(key(source));
    indexed.delete(key(source));
    const lacks = (name: string): boolean => known?.embeddedBy.includes(name) !== true;
    if (known?.textHash !== textHash) stale.push({ sourceKind, sourceId, needs: 'text' });
    else if (isActiveKnown && lacks(active ?? wanted)) stale.push({ sourceKind, sourceId, needs: 'vectors' });
    if (active !== null && active !== wanted && (known?.textHash !== textHash || lacks(wanted)))
      next.push({ sourceKind, sourceId, needs: 'next' });
  }
  for (const { sourceKind, sourceId } of indexed.values())
    stale.push({ sourceKind, sourceId, needs: 'text' });
  return [...stale, ...next];
}

/** Cuts a source anew and embeds it with the model that answers; null when it is gone. */
export async function indexAgain(
  embedding: Embedding,
  { vectors = true, isGentle = false, ...source }: LibraryRoutes['indexSource']['input'],
): Promise<IndexedSource | null> {
  const { db, embedders } = embedding;
  const [text, language] = read(db, () => [readSourceText(db, source), getNovel(db).language]);
  if (!text) return null;
  const tools = { language, countTokens: await loadTokenCounter() };
  const { active, wanted, isActiveKnown } = embeddingState(embedding);
  if (!vectors || !isActiveKnown) return indexSource(text, { ...tools, embedder: null });
  return embedders.use(active ?? wanted, isGentle ? 1 : allThreads, (embedder) =>
    indexSource(text, { ...tools, embedder }),
  );
}

/** Embeds a source as it is indexed with one more model; null when it is not indexed. */
export async function embedSource(
  { db, embedders }: Embedding,
  { model, isGentle = false, ...source }: LibraryRoutes['embedSource']['input'],
): Promise<EmbeddedSource | null> {
  const kept = read(db, () => ({ ...readIndexed(db, source), language: getNovel(db).language }));
  const { chunks, textHash, title, language } = kept;
  if (textHash === null) return null;
  return embedders.use(model, isGentle ? 1 : allThreads, async (embedder) => {
    const made = await embedChunks(chunks, { ...source, title, language, embedder });
    const { name, dimension } = embedder;
    return { ...source, textHash, embeddingModel: { name, dimension }, chunks: made };
  });
}

function readIndexed(
  db: Db,
  source: SourceId,
): { readonly chunks: readonly string[]; readonly textHash: string | null; readonly title: string } {
  const { sourceKind, sourceId } = source;
  const textHash = db
    .prepare<[string, string], string>(
      'SELECT text_hash FROM indexed_source WHERE source_kind = ? AND source_id = ?',
    )
    .pluck()
    .get(sourceKind, sourceId);
  const chunks = db
    .prepare<[string, string], string>(
      'SELECT text FROM chunk WHERE source_kind = ? AND source_id = ? ORDER BY position',
    )
    .pluck()
    .all(sourceKind, sourceId);
  const text = readSourceText(db, source);
  return { chunks, textHash: text ? (textHash ?? null) : null, title: text?.title ?? '' };
}

import { availableParallelism } from 'node:os';
import models from '../../resources/models.json' with { type: 'json' };
import type { EntryId } from '../../src-shared/domain/ids.ts';
import type { Mention } from '../../src-shared/domain/lore.ts';
import type { LoreScene } from '../../src-shared/domain/lore-summary.ts';
import type { SearchHit, SearchQuery } from '../../src-shared/domain/search.ts';
import { openReader, read, type Db } from '../db/connection.ts';
import { getEntry, hasEntry, listEntries } from '../db/lore.ts';
import { getNovel } from '../db/novels.ts';
import { listIndexedSources } from '../db/search-index.ts';
import { exportMarkdown } from '../novels/export-markdown.ts';
import { readBook } from '../novels/read-book.ts';
import { listFilesAndFaults, loreEndings } from '../services/importers/list-files.ts';
import { parseLore, parseLoreFiles } from '../services/importers/parse-lore.ts';
import { checkKey } from './check-key.ts';
import type { Embedder } from './embedder.ts';
import { createEmbedderShelf, type EmbedderShelf } from './embedder-shelf.ts';
import { findScenes } from './find-scenes.ts';
import { chunkCounter, type CountChunks } from './full-text.ts';
import { indexSource } from './index-source.ts';
import { prepareMentions, type MentionFinder } from './mentions.ts';
import type { IndexedSource, LibraryRequest, LibraryRoutes, StaleSource } from './requests.ts';
import { placeScenes } from './scope.ts';
import { searchIndex, type SearchTools } from './search.ts';
import { listSourceHashes, readOpening, readSourceText } from './source-text.ts';
import { loadTokenCounter } from './token-counter.ts';
import { findEmbeddingModel, openVectorIndex } from './vector-index.ts';

/** Answers the library's requests about one novel. Heavy things are loaded when first needed. */
export interface LibraryService {
  handle(request: LibraryRequest): Promise<unknown>;
  close(): Promise<void>;
}

export interface LibraryServiceOptions {
  readonly novelPath: string;
  readonly embeddingModelFolder: string;
  /** What turns texts into vectors; the model in the folder when left out. */
  readonly loadEmbedder?: () => Promise<Embedder>;
}

/** What the service keeps between requests. */
interface Shelf {
  readonly db: Db;
  readonly embedders: EmbedderShelf;
  /** Things worked out from the novel, until it changes. */
  readonly remembered: <Value>(name: string, make: () => Value) => Value;
  /** How the novel begins: what tells its English dialect. */
  readonly opening: () => readonly string[];
}

/** Opens the novel for reading. The embedding model, the tokenizer and the grammar are loaded by the first request for them. */
export async function openLibraryService(options: LibraryServiceOptions): Promise<LibraryService> {
  const db = openReader(options.novelPath);
  const { loadEmbedder, embeddingModelFolder: folder } = options;
  const embedders = createEmbedderShelf({
    load: (threads) => (loadEmbedder ? loadEmbedder() : loadModel(folder, threads)),
    usualThreads: allThreads,
  });
  const shelf: Shelf = { db, embedders, remembered: rememberUntilChanged(db), opening: rememberOpening(db) };
  return {
    handle: (request) => answer(shelf, request),
    close: async () => {
      db.close();
      await embedders.close();
    },
  };
}

/** One is the writer's. */
const allThreads = Math.max(1, availableParallelism() - 1);

async function loadModel(folder: string, threads: number): Promise<Embedder> {
  const { loadEmbedder } = await import('./embedder.ts');
  return loadEmbedder({ folder, threads });
}

const openingLength = 20_000; // characters

/** The novel's opening, read anew until there is enough of it, then kept: a dialect does not change with every save. */
function rememberOpening(db: Db): Shelf['opening'] {
  let kept: readonly string[] | null = null;
  return () => {
    const texts = kept ?? read(db, () => readOpening(db, openingLength));
    if (texts.reduce((sum, { length }) => sum + length, 0) >= openingLength) kept = texts;
    return texts;
  };
}

/** Values that hold until another connection commits to the file, as SQLite's data_version tells. */
function rememberUntilChanged(db: Db): Shelf['remembered'] {
  const values = new Map<string, unknown>();
  let version: unknown = null;
  return <Value>(name: string, make: () => Value): Value => {
    const current = db.pragma('data_version', { simple: true });
    if (current !== version) values.clear();
    version = current;
    if (!values.has(name)) values.set(name, make());
    return values.get(name) as Value;
  };
}

async function answer(shelf: Shelf, request: LibraryRequest): Promise<unknown> {
  switch (request.route) {
    case 'search':
      return search(shelf, request.input);
    case 'findMentions':
      return findMentions(shelf, request.input.text);
    case 'checkGrammar':
      return checkGrammar(shelf, request.input);
    case 'parseLore':
      return parseLore(request.input.paths);
    case 'listLore':
      return listFilesAndFaults(request.input.paths, loreEndings);
    case 'parseLoreFiles':
      return parseLoreFiles(request.input.files);
    case 'checkKey':
      return checkKey(shelf.db, request.input);
    case 'findScenes':
      return findScenesOf(shelf.db, request.input.entryId);
    case 'parseManuscript':
      return parseManuscript(shelf, request.input);
    case 'exportManuscript':
      return exportManuscript(shelf, request.input);
    case 'listStale':
      return read(shelf.db, () => listStale(shelf.db));
    case 'indexSource':
      return index(shelf, request.input);
  }
}

async function findScenesOf(db: Db, id: EntryId): Promise<readonly LoreScene[]> {
  const entry = read(db, () => (hasEntry(db, id) ? getEntry(db, id) : null));
  return entry === null ? [] : findScenes(db, entry);
}

async function parseManuscript(
  { db }: Shelf,
  wish: LibraryRoutes['parseManuscript']['input'],
): Promise<LibraryRoutes['parseManuscript']['output']> {
  const { parseManuscript: parse } = await import('../services/importers/manuscript/parse-manuscript.ts');
  return parse({ ...wish, language: getNovel(db).language });
}

async function exportManuscript(
  { db }: Shelf,
  { format, chapterId }: LibraryRoutes['exportManuscript']['input'],
): Promise<Uint8Array> {
  const wish = chapterId === null ? {} : { chapterId };
  if (format === 'md') return new TextEncoder().encode(exportMarkdown(db, wish));
  const { bookToDocx } = await import('../services/exporters/docx.ts');
  return bookToDocx(readBook(db, wish));
}

async function search(shelf: Shelf, query: SearchQuery): Promise<readonly SearchHit[]> {
  if (query.mode === 'off' || query.text.trim() === '') return [];
  const meaning = query.mode === 'basic' ? null : await meaningOf(shelf, query.text);
  const mentions = query.mode === 'full' ? findMentions(shelf, query.text) : [];
  return read(shelf.db, () =>
    searchIndex(shelf.db, query, {
      language: getNovel(shelf.db).language,
      meaning,
      mentions: mentions.filter(({ by }) => by !== 'always'),
      countChunks: rememberedCounts(shelf),
      placedScenes: shelf.remembered('scenes', () => placeScenes(shelf.db)),
    }),
  );
}

/** The query's vector and the index to ask; null while nothing was embedded with the current model. */
async function meaningOf(
  { db, embedders, remembered }: Shelf,
  text: string,
): Promise<SearchTools['meaning']> {
  const model = findEmbeddingModel(db, models.embedding.name);
  if (!model) return null;
  const [vector] = await embedders.use(null, (embedder) => embedder.embed([text]));
  if (!vector?.some((value) => value !== 0)) return null;
  return { vector, index: remembered('vectors', () => openVectorIndex(db, model.id)) };
}

/** How many chunks hold a word is looked up once while the index stays the same: for common words it takes long. */
function rememberedCounts(shelf: Shelf): CountChunks {
  const count = chunkCounter(shelf.db);
  const known = shelf.remembered('chunk counts', () => new Map<string, number>());
  return (word) => {
    const found = known.get(word) ?? count(word);
    known.set(word, found);
    return found;
  };
}

function findMentions({ db, remembered }: Shelf, text: string): Mention[] {
  const find = remembered<MentionFinder>('mentions', () =>
    read(db, () => prepareMentions(listEntries(db), getNovel(db).language)),
  );
  return find(text);
}

async function checkGrammar(
  { db, remembered, opening }: Shelf,
  { texts, dialectOf }: LibraryRoutes['checkGrammar']['input'],
): Promise<LibraryRoutes['checkGrammar']['output']> {
  const { checkGrammar: check } = await import('../services/grammar.ts');
  const words = remembered('words', () =>
    read(db, () => listEntries(db).flatMap(({ title, aliases }) => [title, ...aliases])),
  );
  const dialectTexts = dialectOf === 'novel' ? [...opening(), ...texts] : texts;
  return check(texts, { language: getNovel(db).language, words, dialectTexts });
}

/** What `updateIndex` has to do: sources that are new or changed, sources without vectors, sources that are gone. */
function listStale(db: Db): StaleSource[] {
  const key = ({ sourceKind, sourceId }: { sourceKind: string; sourceId: string }): string =>
    `${sourceKind} ${sourceId}`;
  const indexed = new Map(listIndexedSources(db).map((source) => [key(source), source]));
  const stale: StaleSource[] = [];
  for (const source of listSourceHashes(db)) {
    const { sourceKind, sourceId, textHash } = source;
    const known = indexed.get(key(source));
    indexed.delete(key(source));
    if (known?.textHash !== textHash) stale.push({ sourceKind, sourceId, needs: 'text' });
    else if (known.embeddingModel !== models.embedding.name)
      stale.push({ sourceKind, sourceId, needs: 'vectors' });
  }
  for (const { sourceKind, sourceId } of indexed.values())
    stale.push({ sourceKind, sourceId, needs: 'text' });
  return stale;
}

async function index(
  shelf: Shelf,
  { vectors = true, isGentle = false, ...source }: LibraryRoutes['indexSource']['input'],
): Promise<IndexedSource | null> {
  const [text, language] = read(shelf.db, () => [
    readSourceText(shelf.db, source),
    getNovel(shelf.db).language,
  ]);
  if (!text) return null;
  const tools = { language, countTokens: await loadTokenCounter() };
  if (!vectors) return indexSource(text, { ...tools, embedder: null });
  return shelf.embedders.use(isGentle ? 1 : allThreads, (embedder) =>
    indexSource(text, { ...tools, embedder }),
  );
}

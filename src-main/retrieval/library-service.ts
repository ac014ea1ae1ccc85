import type { EntryId } from '../../src-shared/domain/ids.ts';
import type { Mention } from '../../src-shared/domain/lore.ts';
import type { LoreScene } from '../../src-shared/domain/lore-summary.ts';
import type { SearchHit, SearchQuery } from '../../src-shared/domain/search.ts';
import { openReader, read, type Db } from '../db/connection.ts';
import { findActiveModel } from '../db/embedding-models.ts';
import { getEntry, hasEntry, listEntries } from '../db/lore.ts';
import { listSummaries } from '../db/lore-summaries.ts';
import { getNovel } from '../db/novels.ts';
import { exportMarkdown } from '../novels/export-markdown.ts';
import { readBook } from '../novels/read-book.ts';
import { listFilesAndFaults, loreEndings } from '../services/importers/list-files.ts';
import { openGrammarLine, type GrammarLine } from '../services/grammar-line.ts';
import { parseLore, parseLoreFiles } from '../services/importers/parse-lore.ts';
import { checkKey } from './check-key.ts';
import { createEmbedders, type Embedders, type EmbeddingSetup, type LoadEmbedder } from './embedders.ts';
import { embedSource, embeddingState, indexAgain, listStale } from './embed-sources.ts';
import { findScenes } from './find-scenes.ts';
import { chunkCounter, type CountChunks } from './full-text.ts';
import { embedderLoader, type EmbeddingAccountants } from './load-embedder.ts';
import { prepareMentions, type MentionFinder } from './mentions.ts';
import { findPatterns, listPatternKeys } from './pattern-places.ts';
import { meaningReader, type MeaningReader } from './query-meaning.ts';
import type { LibraryRequest, LibraryRoutes } from './requests.ts';
import { placeScenes } from './scope.ts';
import { searchIndex } from './search.ts';
import { readOpening } from './source-text.ts';
import { openVectorIndex } from './vector-index.ts';

/** Answers the library's requests about one novel. Heavy things are loaded when first needed. */
export interface LibraryService {
  handle(request: LibraryRequest): Promise<unknown>;
  close(): Promise<void>;
}

export interface LibraryServiceOptions {
  readonly novelPath: string;
  readonly embedding: EmbeddingSetup;
  /** What turns texts into vectors; the models of the set-up when left out. */
  readonly loadEmbedder?: LoadEmbedder;
  /** Who keeps the money of servers that embed; nobody when left out. */
  readonly accountants?: EmbeddingAccountants;
}

/** What the service keeps between requests. */
interface Shelf {
  readonly db: Db;
  readonly embedders: Embedders;
  readonly readMeaning: MeaningReader;
  readonly grammar: GrammarLine;
  /** Things worked out from the novel, until it changes. */
  readonly remembered: <Value>(name: string, make: () => Value) => Value;
  /** How the novel begins: what tells its English dialect. */
  readonly opening: () => readonly string[];
}

/** Opens the novel for reading. The embedding model, the tokenizer and the grammar are loaded by the first request for them. */
export async function openLibraryService(options: LibraryServiceOptions): Promise<LibraryService> {
  const db = openReader(options.novelPath);
  const { embedding, loadEmbedder = embedderLoader(embedding, options.accountants) } = options;
  const embedders = createEmbedders(embedding, loadEmbedder);
  const shelf: Shelf = {
    db,
    embedders,
    readMeaning: meaningReader(db, embedders),
    grammar: openGrammarLine(),
    remembered: rememberUntilChanged(db),
    opening: rememberOpening(db),
  };
  return {
    handle: (request) => answer(shelf, request),
    close: async () => {
      db.close();
      await Promise.all([shelf.grammar.close(), embedders.close()]);
    },
  };
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
    case 'matchPatterns':
      return findPatterns(
        shelf.remembered('patterns', () => read(shelf.db, () => listPatternKeys(shelf.db))),
        request.input.texts,
      );
    case 'findScenes':
      return findScenesOf(shelf.db, request.input.entryId);
    case 'parseManuscript':
      return parseManuscript(shelf, request.input);
    case 'exportManuscript':
      return exportManuscript(shelf, request.input);
    case 'listStale':
      return read(shelf.db, () => listStale(shelf));
    case 'embeddingState':
      return embeddingState(shelf);
    case 'embedSource':
      return embedSource(shelf, request.input);
    case 'indexSource':
      return indexAgain(shelf, request.input);
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

/** So often a search begins anew because the novel went over to another embedding model meanwhile. */
const mostSwitches = 2;

async function search(shelf: Shelf, query: SearchQuery): Promise<readonly SearchHit[]> {
  if (query.mode === 'off' || query.text.trim() === '') return [];
  const mentions = query.mode === 'full' ? findMentions(shelf, query.text) : [];
  for (let attempt = 0; ; attempt++) {
    const isLast = attempt === mostSwitches;
    const meant = query.mode === 'basic' || isLast ? null : await shelf.readMeaning(query.text);
    const hits = read(shelf.db, () => {
      const active = findActiveModel(shelf.db);
      if (meant !== null && meant.modelId !== active?.id) return null; // a vector of another model says nothing here
      return searchIndex(shelf.db, query, {
        language: getNovel(shelf.db).language,
        meaning: meant && {
          vector: meant.vector,
          index: shelf.remembered(`vectors ${meant.modelId}`, () => openVectorIndex(shelf.db, meant.modelId)),
        },
        modelId: active?.id ?? null,
        mentions: mentions.filter(({ by }) => by !== 'always'),
        countChunks: rememberedCounts(shelf),
        placedScenes: shelf.remembered('scenes', () => placeScenes(shelf.db)),
      });
    });
    if (hits) return hits;
  }
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

function checkGrammar(
  { db, grammar, remembered, opening }: Shelf,
  { texts, dialectOf }: LibraryRoutes['checkGrammar']['input'],
): Promise<LibraryRoutes['checkGrammar']['output']> {
  const words = remembered('words', () =>
    read(db, () => listSummaries(db).flatMap(({ title, aliases }) => [title, ...aliases])),
  );
  const dialectTexts = dialectOf === 'novel' ? [...opening(), ...texts] : texts;
  return grammar.check(texts, { language: getNovel(db).language, words, dialectTexts });
}

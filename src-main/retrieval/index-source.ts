import { searchWords } from '../../src-shared/text/search-words.ts';
import type { Embedder } from './embedder.ts';
import type { IndexedSource } from './requests.ts';
import type { SourceText } from './source-text.ts';
import type { CountTokens } from './token-counter.ts';
import { cutWindows } from './windows.ts';

/** A chunk is what a search answers with: at most this many tokens, whole sentences. */
export const chunkRules = { limit: 800, overlap: 64 } as const;
/** What a passage may repeat of the one before it, in the embedding model's own tokens. */
const passageOverlap = 24;
/** A title put before an entry's passages may take this part of the window. */
const titleShare = 0.25;

export interface IndexTools {
  readonly language: string;
  readonly countTokens: CountTokens;
  /** Null: full text only. */
  readonly embedder: Embedder | null;
}

/** Cuts a source into chunks and passages, folds its words and embeds its passages. */
export async function indexSource(source: SourceText, tools: IndexTools): Promise<IndexedSource> {
  const { embedder, language } = tools;
  const cut = source.text.trim() === '' ? [] : cutWindows(source.text, { ...tools, ...chunkRules });
  const texts = cut.map(({ start, end }) => source.text.slice(start, end));
  const { sourceKind, sourceId, textHash, title } = source;
  const passages =
    embedder === null
      ? texts.map((text) => [{ start: 0, end: text.length, vector: null }])
      : await embedChunks(texts, { sourceKind, title, language, embedder });
  return {
    sourceKind,
    sourceId,
    textHash,
    embeddingModel: embedder === null ? null : { name: embedder.name, dimension: embedder.dimension },
    chunks: cut.map(({ tokens }, at) => ({
      text: texts[at] ?? '',
      tokens,
      words: searchWords(texts[at] ?? '', language).join(' '),
      passages: passages[at] ?? [],
    })),
  };
}

/** What chunks are cut and embedded with. */
export interface EmbedTools {
  readonly sourceKind: SourceText['sourceKind'];
  readonly title: string;
  readonly language: string;
  readonly embedder: Embedder;
}

/** The passages of chunks as one model sees them, each with its vector, a list for each chunk. */
export async function embedChunks(
  chunks: readonly string[],
  tools: EmbedTools,
): Promise<IndexedSource['chunks'][number]['passages'][]> {
  const cut = chunks.map((text) => cutPassages(text, tools));
  const vectors = await embedAll(tools.embedder, cut.flat());
  let next = 0;
  return cut.map((passages) =>
    passages.map(({ start, end }) => ({ start, end, vector: vectors[next++] ?? null })),
  );
}

interface Passage {
  readonly start: number;
  readonly end: number;
  readonly embedded: string;
}

/**
 * A chunk's passages: what the embedding model can see at once. An entry's passages are read with its title before
 * them, because "she is blind" says nothing without who she is.
 */
function cutPassages(text: string, { sourceKind, title, language, embedder }: EmbedTools): Passage[] {
  const room = embedder.maxTokens;
  const named = sourceKind === 'lore' ? `${title}: ` : '';
  const prefix = embedder.countTokens(named) <= room * titleShare ? named : '';
  const limit = prefix === '' ? room : room - embedder.countTokens(prefix) - 1;
  return cutWindows(text, {
    language,
    countTokens: (part) => embedder.countTokens(part),
    limit,
    overlap: passageOverlap,
  }).map(({ start, end }) => {
    const words = text.slice(start, end).trim();
    return { start, end, embedded: words.startsWith(title) ? words : prefix + words };
  });
}

/** A passage that has no word ("***") gets no vector: it points nowhere. */
async function embedAll(embedder: Embedder, passages: readonly Passage[]): Promise<(Float32Array | null)[]> {
  const vectors = await embedder.embed(passages.map(({ embedded }) => embedded));
  return vectors.map((vector) => (vector.some((value) => value !== 0) ? vector : null));
}

import type { GrammarFault } from '../../agents/library.ts';
import type { ChapterId, EntryId } from '../../src-shared/domain/ids.ts';
import type { ImportNote } from '../../src-shared/domain/import.ts';
import type { LoreContent, Mention } from '../../src-shared/domain/lore.ts';
import type { KeyCheck, LoreScene, PatternPlace } from '../../src-shared/domain/lore-summary.ts';
import type { SearchHit, SearchQuery } from '../../src-shared/domain/search.ts';
import type { ExportFormat } from '../../src-shared/domain/manuscript.ts';
import type { WireError } from '../../src-shared/errors.ts';
import type { ListedFile, ListedFiles } from '../services/importers/list-files.ts';
import type { ParsedManuscript, ParseManuscript } from '../services/importers/manuscript/parse-manuscript.ts';

/** A text that needs (re)indexing, and what was made of it: chunks, passages and their vectors. */
export interface IndexedSource {
  readonly sourceKind: 'scene' | 'lore';
  readonly sourceId: string;
  readonly textHash: string;
  readonly embeddingModel: { readonly name: string; readonly dimension: number } | null;
  readonly chunks: readonly {
    readonly text: string;
    readonly tokens: number;
    readonly words: string; // folded words for full text, joined by spaces
    readonly passages: readonly {
      readonly start: number;
      readonly end: number;
      readonly vector: Float32Array | null; // unit length
    }[];
  }[];
}

/** A model's passages and vectors of a source that is indexed already, a list for each of its chunks. */
export interface EmbeddedSource {
  readonly sourceKind: 'scene' | 'lore';
  readonly sourceId: string;
  readonly textHash: string;
  readonly embeddingModel: { readonly name: string; readonly dimension: number };
  readonly chunks: readonly IndexedSource['chunks'][number]['passages'][];
}

/** Which models have to do with a novel: the one that answers, and the one that is to. */
export interface EmbeddingState {
  readonly active: string | null;
  readonly wanted: string;
  /** False: the active one is not known on this machine, so that its vectors cannot be searched. */
  readonly isActiveKnown: boolean;
}

/** One file's part in an import. */
export interface ParsedFile {
  readonly path: string; // relative to what was imported
  readonly format: 'markdown' | 'text' | 'sillytavern';
  readonly entries: readonly LoreContent[];
  readonly notes: readonly ImportNote[]; // what was converted or left out
}

/** A file that was read, or why it could not be. */
export type ReadFile =
  | { readonly path: string; readonly parsed: ParsedFile }
  | { readonly path: string; readonly error: WireError };

/** A source whose part of the index is not of its text, or lacks vectors. */
export interface StaleSource {
  readonly sourceKind: 'scene' | 'lore';
  readonly sourceId: string;
  /** "vectors": its full text is up to date; "next": so are the vectors that answer, and it lacks the wanted model's. */
  readonly needs: 'text' | 'vectors' | 'next';
}

/** What the library's worker can be asked: name, input, output. */
export interface LibraryRoutes {
  search: { input: SearchQuery; output: readonly SearchHit[] };
  findMentions: { input: { text: string }; output: readonly Mention[] };
  /** `dialectOf` says what tells British from American: these texts, or the novel as it began. */
  checkGrammar: {
    input: { texts: readonly string[]; dialectOf?: 'texts' | 'novel' };
    output: readonly (readonly GrammarFault[])[] | null;
  };
  /** Reads and parses lore files; throws an IMPORT_ error that names file, entry and field. Writes nothing. */
  parseLore: { input: { paths: readonly string[] }; output: readonly ParsedFile[] };
  /** Reads and cuts a manuscript; throws an IMPORT_ error that names the file. Writes nothing. */
  parseManuscript: { input: Omit<ParseManuscript, 'language'>; output: ParsedManuscript };
  /** The novel, or one chapter, as a file's bytes. */
  exportManuscript: {
    input: { format: ExportFormat; chapterId: ChapterId | null };
    output: Uint8Array;
  };
  /** The files an import would read, and those named that it cannot. Reads no file; throws IMPORT_EMPTY, IMPORT_INVALID. */
  listLore: { input: { paths: readonly string[] }; output: ListedFiles };
  /** Reads and parses the first of those files, at least one; one that cannot be read comes back with its error. */
  parseLoreFiles: { input: { files: readonly ListedFile[] }; output: readonly ReadFile[] };
  /** What a regular expression would do as a key, tried on the novel's own scenes. */
  checkKey: { input: { source: string; flags: string }; output: KeyCheck };
  /** Where the regular expressions that are keys stand in texts: places by text, each in its own order. */
  matchPatterns: {
    input: { texts: readonly string[] };
    output: readonly (readonly PatternPlace[])[];
  };
  /** The scenes that name an entry, in reading order; none where there is no such entry. */
  findScenes: { input: { entryId: EntryId }; output: readonly LoreScene[] };
  /** What has to be done, source by source, until the index is up to date and the wanted model answers. */
  listStale: {
    input: Record<string, never>;
    output: readonly StaleSource[];
  };
  embeddingState: { input: Record<string, never>; output: EmbeddingState };
  /** Embeds a source that is indexed with the model of this name; null when it is not indexed any more. */
  embedSource: {
    input: { sourceKind: 'scene' | 'lore'; sourceId: string; model: string; isGentle?: boolean };
    output: EmbeddedSource | null;
  };
  /** Chunks and, unless `vectors` is false, embeds one source as it stands now; null when it is gone. */
  indexSource: {
    input: {
      sourceKind: 'scene' | 'lore';
      sourceId: string;
      vectors?: boolean;
      /** One thread only: the writer is typing. */
      isGentle?: boolean;
    };
    output: IndexedSource | null;
  };
}

export type LibraryRoute = keyof LibraryRoutes;
export type LibraryRequest = {
  [R in LibraryRoute]: { readonly route: R; readonly input: LibraryRoutes[R]['input'] };
}[LibraryRoute];

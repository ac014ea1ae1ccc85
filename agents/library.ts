import type { ChapterId, EntryId, SceneId } from '../src-shared/domain/ids.ts';
import type { LoreEntry, Mention } from '../src-shared/domain/lore.ts';
import type { Outline } from '../src-shared/domain/novel.ts';
import type { ExamResult, Waiver } from '../src-shared/domain/qa.ts';
import type { Scene } from '../src-shared/domain/scene.ts';
import type { SearchHit, SearchQuery } from '../src-shared/domain/search.ts';

/** A fault the offline grammar checker found in a text. Offsets are UTF-16 in that text. */
export interface GrammarFault {
  readonly start: number;
  readonly end: number;
  readonly kind: string; // the checker's own category: "Spelling", "Agreement" ...
  readonly message: string; // the checker's own words, English
  readonly suggestions: readonly string[]; // whole replacements of the span, best first; "" deletes it
}

/** What agents may know of the novel. Every call is one consistent read; nothing here writes. */
export interface Library {
  getOutline(): Promise<Outline>;
  getScene(id: SceneId): Promise<Scene>;
  /** A chapter's scenes with their prose, in reading order. */
  getChapterScenes(id: ChapterId): Promise<readonly Scene[]>;
  getEntry(id: EntryId): Promise<LoreEntry>;
  listEntries(): Promise<readonly LoreEntry[]>;
  /** The worldbook's names and keys that stand in a text, each entry's first place; entries "always" come without a place (start = end = 0). */
  findMentions(text: string): Promise<readonly Mention[]>;
  search(query: SearchQuery): Promise<readonly SearchHit[]>;
  /** Grammar faults of each text, in order; null where the checker does not know the novel's language. */
  checkGrammar(texts: readonly string[]): Promise<readonly (readonly GrammarFault[])[] | null>;
  listWaivers(): Promise<readonly Waiver[]>;
  /** The exams this model has sat, one per layer. */
  listExams(model: string): Promise<readonly ExamResult[]>;
}

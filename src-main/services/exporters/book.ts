import type { ProseDocument } from '../../../src-shared/domain/prose.ts';

export interface BookChapter {
  readonly title: string;
  /** Counted over the novel, from 1: what a chapter without a title is called. */
  readonly number: number;
  readonly scenes: readonly ProseDocument[];
}

/** What every exporter is given: the whole text, or one chapter of it with neither title nor author. */
export interface Book {
  readonly title: string;
  readonly author: string;
  readonly language: string;
  readonly acts: readonly { readonly title: string; readonly chapters: readonly BookChapter[] }[];
}

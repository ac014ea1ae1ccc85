import type { Inline } from '../../../../src-shared/domain/prose.ts';

/** A paragraph's content before it has an id. */
export type Content = readonly Inline[];

/** What any manuscript is made of, whatever file it stood in, in reading order. */
export type Part =
  | { readonly kind: 'heading'; readonly depth: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly content: Content }
  | { readonly kind: 'quotation'; readonly paragraphs: readonly Content[] }
  | { readonly kind: 'break' }
  /** The line under a book's title that says who wrote it. */
  | { readonly kind: 'byline'; readonly text: string };

/** A scene: its heading, "" without one, and its prose. */
export interface FoundScene {
  readonly title: string;
  readonly parts: readonly Exclude<Part, { kind: 'heading' | 'byline' }>[];
}

export interface FoundChapter {
  readonly title: string;
  readonly scenes: readonly FoundScene[];
}

export interface FoundAct {
  readonly title: string;
  readonly chapters: readonly FoundChapter[];
}

export interface FoundBook {
  readonly title: string | null;
  /** What stood under the title and is no prose: who wrote it. */
  readonly byline: string | null;
  readonly acts: readonly FoundAct[];
}

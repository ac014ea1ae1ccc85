import { create } from 'zustand';
import type { ProseDocument } from '../../../src-shared/domain/prose.ts';

/** What can be done with two texts that are looked at; the dialog closes first. */
export interface CompareAction {
  readonly id: string;
  readonly label: string;
  readonly variant?: 'plain' | 'primary' | 'danger';
  readonly run: () => void | Promise<void>;
}

/** Two texts beside each other. */
export interface Comparison {
  readonly title: string;
  /** A sentence over them: what is to be decided, and what is safe. */
  readonly text?: string;
  readonly before: { readonly label: string; readonly document: ProseDocument };
  readonly after: { readonly label: string; readonly document: ProseDocument };
  readonly actions: readonly CompareAction[];
  /** True where the writer has to choose: it cannot be put away. */
  readonly mustChoose?: boolean;
}

export const useCompare = create<{ readonly shown: Comparison | null }>()(() => ({ shown: null }));

/** Shows two texts word by word, with what can be done about them. */
export function showCompare(shown: Comparison): void {
  useCompare.setState({ shown });
}

/** Puts the comparison away. */
export function closeCompare(): void {
  useCompare.setState({ shown: null });
}

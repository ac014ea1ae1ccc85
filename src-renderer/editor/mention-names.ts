import { create } from 'zustand';
import type { EntryId } from '../../src-shared/domain/ids.ts';
import type { NameIndex } from '../../src-shared/text/name-index.ts';

interface MentionNames {
  /** The worldbook's names, ready to be found; null until they are. */
  readonly index: NameIndex<EntryId> | null;
  /** The novel's language, which names are compared by. */
  readonly language: string;
}

/** What the editor underlines. The worldbook puts a new index here when its names have changed. */
export const useMentionNames = create<MentionNames>()(() => ({ index: null, language: 'en' }));

import { create } from 'zustand';
import type { EntryId } from '../../src-shared/domain/ids.ts';
import type { NameIndex, NamePlace } from '../../src-shared/text/name-index.ts';

interface MentionNames {
  /** The worldbook's names, ready to be found; null until they are. */
  readonly index: NameIndex<EntryId> | null;
  /** Asks where the worldbook's regular expressions stand in paragraphs; null where it has none, or cannot say. */
  readonly findPatterns:
    ((texts: readonly string[]) => Promise<readonly (readonly NamePlace<EntryId>[])[] | null>) | null;
  /** The novel's language, which names are compared by. */
  readonly language: string;
}

/** What the editor underlines. The worldbook puts a new index here when its names have changed. */
export const useMentionNames = create<MentionNames>()(() => ({
  ...{ index: null, findPatterns: null, language: 'en' },
}));

import type { SceneId } from '../../src-shared/domain/ids.ts';
import type { OutlineItem } from '../../src-shared/domain/outline-item.ts';
import type { Db } from '../db/connection.ts';
import { openingOf } from '../db/bin.ts';
import { getTitles } from '../db/outline-edits.ts';

/** What an edit of the outline did. */
export interface OutlineChange {
  /** The scenes whose prose is another one now. */
  readonly scenes: readonly SceneId[];
  /** What the window should show now: what was made or brought back; null where nothing calls for it. */
  readonly item: OutlineItem | null;
}

/** What an item is called in a sentence: its title, else its first words, else null. */
export function nameOf(db: Db, item: OutlineItem): string | null {
  const { title } = getTitles(db, item);
  const name = title === '' && item.kind === 'scene' ? openingOf(db, item.id, 40) : title;
  return name === '' ? null : name;
}

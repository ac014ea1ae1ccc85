import type { NovelId } from '../../src-shared/domain/ids.ts';
import { WritingPlace } from '../../src-shared/domain/library.ts';
import { getSetting, setSetting } from '../db/app-database.ts';
import type { Db } from '../db/connection.ts';

const settingOf = (novelId: NovelId): string => `place:${novelId}`;

/** Where the writer was in a novel when they last had it open on this machine; null for never. */
export function readWritingPlace(db: Db, novelId: NovelId): WritingPlace | null {
  const kept = WritingPlace.safeParse(getSetting(db, settingOf(novelId)));
  return kept.success ? kept.data : null;
}

/** Remembers where the writer is. */
export function keepWritingPlace(
  db: Db,
  { novelId, place }: { readonly novelId: NovelId; readonly place: WritingPlace },
): void {
  setSetting(db, { name: settingOf(novelId), value: place });
}

import type { ActId, ChapterId } from '../../src-shared/domain/ids.ts';
import { write, type Db } from '../db/connection.ts';
import { createAct, createChapter, createScene } from '../db/outline-edits.ts';
import { getOutline } from '../db/outline.ts';

/** Adds a chapter with one empty scene at the novel's end, in its last act or in a first one. */
export function addChapter(db: Db): ChapterId {
  return add(db, getOutline(db).acts.at(-1)?.id ?? null);
}

const add = write((db, lastActId: ActId | null): ChapterId => {
  const actId = lastActId ?? createAct(db, { title: '' });
  const chapterId = createChapter(db, { actId, title: '' });
  createScene(db, { chapterId });
  return chapterId;
});

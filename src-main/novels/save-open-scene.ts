import type { Scene } from '../../src-shared/domain/scene.ts';
import { AppError } from '../../src-shared/errors.ts';
import { write } from '../db/connection.ts';
import { saveScene, wordCountOf, type SaveScene } from '../db/scenes.ts';
import { addDayWords, dayOf } from '../db/writing-days.ts';
import type { OpenNovel } from './open-novel.ts';

export interface SavedScene {
  readonly scene: Scene;
  /** Words the writer added today over the whole novel. */
  readonly wordsToday: number;
  /** True where the disk was full and the space held back had to be given up: the next save may fail. */
  readonly isDiskFull: boolean;
}

/**
 * Saves the scene the writer is in and counts the words to the day. On a full disk the ballast is given up for it.
 * Throws what `saveScene` throws.
 */
export function saveOpenScene(novel: Pick<OpenNovel, 'db' | 'ballast'>, input: SaveScene): SavedScene {
  try {
    return { ...saveAndCount(novel.db, input), isDiskFull: false };
  } catch (error) {
    const isDiskFull = error instanceof AppError && error.code === 'DISK_FULL';
    if (!isDiskFull || !novel.ballast.release()) throw error;
    return { ...saveAndCount(novel.db, input), isDiskFull };
  }
}

const saveAndCount = write((db, input: SaveScene): Omit<SavedScene, 'isDiskFull'> => {
  const before = wordCountOf(db, input.id);
  const scene = saveScene(db, input);
  const wordsToday = addDayWords(db, { day: dayOf(Date.now()), words: scene.wordCount - before });
  return { scene, wordsToday };
});

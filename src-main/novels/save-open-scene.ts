import type { Scene } from '../../src-shared/domain/scene.ts';
import { AppError } from '../../src-shared/errors.ts';
import { saveScene, type SaveScene } from '../db/scenes.ts';
import type { OpenNovel } from './open-novel.ts';

export interface SavedScene {
  readonly scene: Scene;
  /** True where the disk was full and the space held back had to be given up: the next save may fail. */
  readonly isDiskFull: boolean;
}

/** Saves the scene the writer is in. On a full disk the ballast is given up for it. Throws what `saveScene` throws. */
export function saveOpenScene(novel: Pick<OpenNovel, 'db' | 'ballast'>, input: SaveScene): SavedScene {
  try {
    return { scene: saveScene(novel.db, input), isDiskFull: false };
  } catch (error) {
    const isDiskFull = error instanceof AppError && error.code === 'DISK_FULL';
    if (!isDiskFull || !novel.ballast.release()) throw error;
    return { scene: saveScene(novel.db, input), isDiskFull };
  }
}

import type { BigIntStats } from 'node:fs';
import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/** What became of a file under the program that has it open. */
export type FileLoss = 'gone' | 'replaced';

/**
 * Looks every `everyMs` whether the path still leads to the file that is open, and tells once if it does not. A file
 * is known by its number on the disk, which a save by this program does not change. Answers how to stop.
 */
export function watchFile(path: string, onLoss: (loss: FileLoss) => void, everyMs = 2_000): () => void {
  const first = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (!first) return () => undefined;
  let isOver = false;
  const look = async (): Promise<void> => {
    const loss = await lossOf(path, first);
    if (loss === null || isOver) return;
    // A program that replaces a file leaves a moment in which nothing is there.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const still = await lossOf(path, first);
    if (still === null || isOver) return;
    stop();
    onLoss(still);
  };
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  const stop = (): void => {
    isOver = true;
    clearInterval(timer);
  };
  return stop;
}

async function lossOf(path: string, first: BigIntStats): Promise<FileLoss | null> {
  try {
    const now = await stat(path, { bigint: true });
    return now.ino === first.ino && now.dev === first.dev ? null : 'replaced';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : null;
  }
}

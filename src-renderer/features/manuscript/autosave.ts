/** Where the open scene's words are. "saved" is said only after the commit. */
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed';

export const quietMs = 1000; // after the last change
export const longestMs = 2500; // after the first unsaved change, so that what can be lost stays below three seconds
export const retryMs = 4000; // after a failure

export interface AutosaveOptions {
  /** Saves what stands now; resolves after the commit. */
  readonly save: () => Promise<void>;
  readonly tell: (state: SaveState, failure: unknown) => void;
  /** False for a failure that the writer has to decide about first. */
  readonly mayRetry: (failure: unknown) => boolean;
}

/** When to save: one save at a time, a second after typing stops, and while it goes on before three seconds are over. */
export interface Autosave {
  changed(): void;
  /** Saves what is unsaved now. Throws what the save threw. */
  flush(): Promise<void>;
  /** True while there are words that no commit holds. */
  isDirty(): boolean;
  /** Forgets what was unsaved: another text stands in the editor now. */
  reset(): void;
  /** Tries again after a failure that had to be decided. */
  release(): void;
}

/** A scheduler of saves; it knows nothing of what is saved. */
export function createAutosave({ save, tell, mayRetry }: AutosaveOptions): Autosave {
  let isDirty = false;
  let dirtySince = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let failure: unknown = null;
  let isHeld = false;
  let life = 0; // a save that was begun before a reset says nothing any more

  const schedule = (wait: number): void => {
    clearTimeout(timer);
    if (!isHeld) timer = setTimeout(() => void run().catch(() => undefined), Math.max(0, wait));
  };

  const begin = async (): Promise<void> => {
    const mine = life;
    isDirty = false;
    if (failure === null) tell('saving', null);
    try {
      await save();
      if (mine !== life) return;
      failure = null;
      tell(isDirty ? 'unsaved' : 'saved', null);
      if (isDirty) schedule(Math.min(quietMs, dirtySince + longestMs - Date.now()));
    } catch (error) {
      if (mine !== life) throw error;
      isDirty = true;
      failure = error;
      isHeld = !mayRetry(error);
      tell('failed', error);
      schedule(retryMs);
      throw error;
    }
  };

  const run = (): Promise<void> => {
    clearTimeout(timer);
    running ??= begin().finally(() => (running = null));
    return running;
  };

  return {
    changed: () => {
      if (!isDirty) {
        isDirty = true;
        dirtySince = Date.now();
        if (failure === null && !running) tell('unsaved', null);
      }
      if (!running) schedule(failure ? retryMs : Math.min(quietMs, dirtySince + longestMs - Date.now()));
    },
    flush: async () => {
      await running?.catch(() => undefined);
      if (isHeld) throw failure;
      while (isDirty || running) await run();
    },
    isDirty: () => isDirty || running !== null,
    reset: () => {
      life++;
      clearTimeout(timer);
      isDirty = false;
      isHeld = false;
      failure = null;
      running = null;
    },
    release: () => {
      isHeld = false;
      failure = null;
    },
  };
}

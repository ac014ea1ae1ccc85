import { create } from 'zustand';

/** How much of a paste stands in the text, from 0 to 1; null where none is on its way for long enough to tell of. */
export const usePasting = create<{ readonly share: number | null }>()(() => ({ share: null }));

const quietMs = 300;
const works = new Set<Promise<unknown>>();
let share = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Counts a paste, or a part of it, as on its way until the work is done. */
export function whilePasting(work: Promise<unknown>): void {
  if (works.size === 0) {
    share = 0;
    timer = setTimeout(() => usePasting.setState({ share }), quietMs);
  }
  works.add(work);
  const end = (): void => {
    works.delete(work);
    if (works.size > 0) return;
    clearTimeout(timer);
    usePasting.setState({ share: null });
  };
  work.then(end, end);
}

/** Tells how far the paste is. */
export function tellPasted(now: number): void {
  share = now;
  if (usePasting.getState().share !== null) usePasting.setState({ share });
}

/** Resolves when all that was pasted stands in the text. */
export async function pasteEnd(): Promise<void> {
  while (works.size > 0) await Promise.allSettled(works);
}

import type { ClosingAnswer } from '../../src-shared/ipc/app.ts';

let hear: ((answer: ClosingAnswer) => void) | null = null;

/** Waits for the window's word on closing, as long as it takes once the writer is asked; null where it says nothing in time. */
export function awaitClosingAnswer(patienceMs: number): Promise<'go' | 'stay' | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), patienceMs);
    hear = (answer) => {
      clearTimeout(timer);
      if (answer !== 'asking') resolve(answer);
    };
  });
}

/** The window's answer; without a question nothing happens. */
export function answerClosing(answer: ClosingAnswer): null {
  hear?.(answer);
  if (answer !== 'asking') hear = null;
  return null;
}

let waiting: ((isSaved: boolean) => void) | null = null;

/** Waits for the window to say that it has saved: true or false as it says, null where it says nothing in time. */
export function awaitClosingAnswer(patienceMs: number): Promise<boolean | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), patienceMs);
    waiting = (isSaved) => {
      clearTimeout(timer);
      resolve(isSaved);
    };
  });
}

/** The window's answer; without a question nothing happens. */
export function answerClosing(isSaved: boolean): null {
  waiting?.(isSaved);
  waiting = null;
  return null;
}

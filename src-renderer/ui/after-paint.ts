import { startTransition, useEffect, useState } from 'react';

/** Calls back in a task behind the next frame, so many milliseconds later: what is on the screen by then did not wait for it. The answer ends it. */
export function afterPaint(run: () => void, laterMs = 0): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => (timer = setTimeout(run, laterMs)));
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/**
 * A value for what may be drawn a moment later than the page: it changes once the page is painted, and only when it has
 * stayed the same for so many milliseconds as `restMs` says at its change.
 */
export function useAfterPaint<Value>(value: Value, restMs: () => number = atOnce): Value {
  const [shown, setShown] = useState(() => value);
  useEffect(() => afterPaint(() => startTransition(() => setShown(() => value)), restMs()), [value]);
  return shown;
}

const atOnce = (): number => 0;

import type { Page } from '@playwright/test';

/** Begins to watch frames; the answer ends it with the milliseconds between one frame and the next. */
export async function startFrameTimes(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const gaps: number[] = [];
    let last = performance.now();
    const step = (now: number): void => {
      gaps.push(now - last);
      last = now;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
    Object.assign(window, { frameGaps: gaps });
  });
  return () => page.evaluate(() => (window as unknown as { frameGaps: number[] }).frameGaps.splice(0));
}

import type { Page } from '@playwright/test';

/**
 * Milliseconds from the key that goes to the next scene to the task after the frame that shows its text, for each
 * switch. `before` is done before each of them.
 */
export async function measureSwitches(
  page: Page,
  count: number,
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let at = 0; at < count; at++) {
    await before();
    await watchSwitch(page);
    await page.keyboard.press('Alt+PageDown');
    times.push(await page.evaluate(() => (window as unknown as { switched: Promise<number> }).switched));
    await new Promise((done) => setTimeout(done, 60));
  }
  return times;
}

/** Begins to watch for the next key and the first frame after it that shows other text. */
async function watchSwitch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const first = (): string | null =>
      document.querySelector('.ProseMirror > *')?.getAttribute('data-id') ?? null;
    const switched = new Promise<number>((resolve, reject) => {
      const channel = new MessageChannel();
      const shown = first();
      let start = 0;
      channel.port1.onmessage = () => resolve(performance.now() - start);
      const began = (event: KeyboardEvent): void => {
        if (event.key === 'PageDown') start = event.timeStamp;
      };
      window.addEventListener('keydown', began, { capture: true });
      const observer = new MutationObserver(() => {
        if (start === 0 || first() === shown) return;
        observer.disconnect();
        window.removeEventListener('keydown', began, { capture: true });
        requestAnimationFrame(() => channel.port2.postMessage(null));
      });
      observer.observe(document.body, { childList: true, subtree: true });
      setTimeout(() => reject(new Error('no other scene was shown')), 20_000);
    });
    Object.assign(window, { switched });
  });
}

/** Bytes of the page's heap after a collection. */
export async function heapAfterCollection(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

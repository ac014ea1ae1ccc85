import type { Page } from '@playwright/test';

/** Milliseconds from the key that goes to the next scene to the task after the frame that shows it, for each switch. */
export async function measureSwitches(page: Page, count: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let at = 0; at < count; at++) {
    const shown = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const channel = new MessageChannel();
          let start = 0;
          channel.port1.onmessage = () => resolve(performance.now() - start);
          window.addEventListener('keydown', (event) => (start = event.timeStamp), {
            once: true,
            capture: true,
          });
          const text = document.querySelector('.ProseMirror');
          const observer = new MutationObserver(() => {
            observer.disconnect();
            requestAnimationFrame(() => channel.port2.postMessage(null));
          });
          if (text) observer.observe(text, { childList: true });
        }),
    );
    await page.keyboard.press('Alt+PageDown');
    times.push(await shown);
    await new Promise((done) => setTimeout(done, 60));
  }
  return times;
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

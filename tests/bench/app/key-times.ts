import type { Page } from '@playwright/test';

/**
 * Times from a key's `timeStamp` to the task after the next frame, in milliseconds: the key is handled, laid out and
 * painted by then. Event Timing misses most keys.
 */
export async function startKeyTimes(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { keyTimes: times });
    const channel = new MessageChannel();
    const waiting: number[] = [];
    channel.port1.onmessage = () => {
      for (const start of waiting.splice(0)) times.push(performance.now() - start);
    };
    window.addEventListener(
      'keydown',
      (event) =>
        requestAnimationFrame(() => {
          waiting.push(event.timeStamp);
          channel.port2.postMessage(null);
        }),
      { capture: true },
    );
  });
  return () => page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes.splice(0));
}

/** Types words at about ten keys a second, one key after another, as people do. */
export async function typeKeys(page: Page, count: number): Promise<void> {
  const text = 'the lamp went out and nobody on the quay could say who had seen it last ';
  for (let at = 0; at < count; at++) {
    await page.keyboard.press(text[at % text.length] === ' ' ? 'Space' : (text[at % text.length] ?? 'a'));
    await new Promise((done) => setTimeout(done, 30));
  }
}

import type { Page } from '@playwright/test';
import { milliseconds, percentile, printLine } from '../search/figures.ts';
import { openBarePage } from './bare-page.ts';
import { startKeyTimes, typeKeys } from './key-times.ts';
import { openBenchWindow, type BenchOptions } from './sections.ts';
import { verdict } from './verdict.ts';

/** The display's clock switched off: a frame is made as soon as there is something to show, and the work itself is seen. */
const withoutClock = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];
const rounds = 5;

/** Typing while nothing else goes on, in a scene of 5,000 and one of 30,000 words, with the display's clock and without. */
export async function benchTyping(path: string, options: BenchOptions): Promise<void> {
  for (const args of [[], withoutClock]) {
    await using window = await openBenchWindow({ novel: path, args });
    for (const words of [5000, 30_000]) {
      if (words > 5000) await window.page.keyboard.press('Alt+PageDown');
      await settle(window.page);
      const underlined = await window.page.locator('.ProseMirror .mention').count();
      const text = await window.page.locator('.ProseMirror').innerText();
      const bare = await openBarePage(window.app, text);
      const empty = await openBarePage(window.app, null);
      const pages = { ours: window.page, bare: bare.page, empty: empty.page };
      const times = await typeInTurns(pages, options.keys);
      await bare.close();
      await empty.close();
      const clock = args.length > 0 ? ', no display clock' : '';
      report(`key to painted, ${words} words, ${underlined} underlined${clock}`, times);
    }
  }
}

/** Puts the caret into the open scene and waits until it is underlined, counted and checked. */
export async function settle(page: Page): Promise<void> {
  await page.bringToFront();
  await page.waitForTimeout(1000);
  await page.locator('.ProseMirror').click({ position: { x: 200, y: 40 } });
  await page.waitForTimeout(4000);
}

/** Types so many keys in one page; the milliseconds of each. */
export async function timeKeys(page: Page, count: number): Promise<readonly number[]> {
  const times = await startKeyTimes(page);
  await typeKeys(page, count);
  return times();
}

interface TypingTimes {
  readonly ours: readonly number[];
  readonly bare: readonly number[];
  readonly empty: readonly number[];
}

/** Types a part of the keys in each page, then the next part: what else the machine does meets all of them. */
async function typeInTurns(
  pages: Readonly<Record<keyof TypingTimes, Page>>,
  count: number,
): Promise<TypingTimes> {
  const names = ['ours', 'bare', 'empty'] as const;
  const ends = await Promise.all(names.map((name) => startKeyTimes(pages[name])));
  for (let round = 0; round < rounds; round++)
    for (const name of names) {
      await pages[name].bringToFront();
      await pages[name].waitForTimeout(300);
      await typeKeys(pages[name], Math.ceil(count / rounds));
    }
  const [ours = [], bare = [], empty = []] = await Promise.all(ends.map((end) => end()));
  return { ours, bare, empty };
}

function report(name: string, { ours, bare, empty }: TypingTimes): void {
  const ratio = percentile(ours, 0.5) / percentile(bare, 0.5);
  printLine(`${name}, p95 of ${ours.length}`, {
    value: said(ours),
    reference: `bare tiptap ${said(bare)}, empty field ${said(empty)}, median ${ratio.toFixed(2)} of bare tiptap's`,
    verdict: verdict(percentile(ours, 0.95), 16),
  });
}

/** The 95th percentile and the median. */
export const said = (times: readonly number[]): string =>
  `${milliseconds(percentile(times, 0.95))} (median ${milliseconds(percentile(times, 0.5))})`;

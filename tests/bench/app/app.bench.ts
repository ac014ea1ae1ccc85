import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWindow, type AppWindow } from '../../helpers/app-window.ts';
import { openBarePage } from './bare-page.ts';
import { forgetIndex, makeBenchNovel } from './bench-novel.ts';
import { startFrameTimes } from './frame-times.ts';
import { startKeyTimes, typeKeys } from './key-times.ts';
import { measureStarts } from './start-time.ts';
import { startEvenServer, startGenerating, streamedLength, useServer } from './streaming.ts';
import { heapAfterCollection, measureSwitches } from './switch-times.ts';
import { dropWorldbook } from './worldbook-drop.ts';
import { milliseconds, percentile, printLine } from '../search/figures.ts';

const keys = 500;

/** What a writer waits for, measured in the built app's real window, beside tiptap with nothing around it. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fabula-bench-'));
  try {
    const novel = await makeBenchNovel(join(folder, 'bench.fabula'));
    console.log(`novel: ${novel.words} words, ${novel.entries} worldbook entries`);
    await benchStart(novel.path);
    await benchWriting(novel.path);
    await benchBusyWriting(copyOf(novel.path, 'busy'));
    await benchScenes(novel.path);
    await benchWorldbook(copyOf(novel.path, 'worldbook'));
    await benchStreaming(copyOf(novel.path, 'streaming'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchStart(path: string): Promise<void> {
  const times = await measureStarts(path, 10);
  const median = percentile(times, 0.5);
  printLine('process start to first accepted key, median of 10', {
    value: milliseconds(median),
    reference: `slowest ${milliseconds(Math.max(...times))}`,
    verdict: verdict(median, 2000),
  });
}

async function benchWriting(path: string): Promise<void> {
  await using window = await openWindow({ novel: path });
  for (const words of [5000, 30_000]) {
    if (words > 5000) await window.page.keyboard.press('Alt+PageDown');
    const ours = await timeTyping(window);
    const bare = await timeBare(window);
    report(`key to painted, ${words} words, ${await countMentions(window)} underlined`, {
      ours,
      bare,
      target: 16,
    });
  }
}

/** The library embeds the whole novel anew and the built-in model writes a chapter while the writer types. */
async function benchBusyWriting(path: string): Promise<void> {
  forgetIndex(path);
  await using window = await openWindow({ novel: path });
  await window.page.keyboard.press('Alt+PageDown');
  await startGenerating(window.page);
  const before = await streamedLength(window.page);
  const ours = await timeTyping(window);
  const came = (await streamedLength(window.page)) - before;
  report(`key to painted, 30000 words, generating (${came} characters came) and embedding`, {
    ours,
    target: 32,
  });
}

async function timeTyping({ page }: AppWindow): Promise<readonly number[]> {
  await page.locator('.ProseMirror').click({ position: { x: 200, y: 40 } });
  await page.waitForTimeout(3000); // underlines, counts and checks of the newly opened scene
  const times = await startKeyTimes(page);
  await typeKeys(page, keys);
  return times();
}

async function timeBare(window: AppWindow): Promise<readonly number[]> {
  const text = await window.page.locator('.ProseMirror').innerText();
  const { page, close } = await openBarePage(window.app, text);
  const times = await startKeyTimes(page);
  await typeKeys(page, keys);
  const taken = await times();
  await close();
  await window.page.bringToFront();
  return taken;
}

const countMentions = ({ page }: AppWindow): Promise<number> => page.locator('.ProseMirror .mention').count();

async function benchScenes(path: string): Promise<void> {
  await using window = await openWindow({ novel: path });
  await window.page.locator('.ProseMirror').click();
  await measureSwitches(window.page, 10);
  const early = await heapAfterCollection(window.page);
  const times = await measureSwitches(window.page, 90);
  const grown = ((await heapAfterCollection(window.page)) - early) / 1e6;
  const p95 = percentile(times, 0.95);
  printLine('switch scenes, p95 of 90', {
    value: milliseconds(p95),
    reference: `median ${milliseconds(percentile(times, 0.5))}`,
    verdict: verdict(p95, 50),
  });
  printLine('heap from the 10th to the 100th scene', {
    value: `${grown.toFixed(1)} MB`,
    reference: `${(early / 1e6).toFixed(1)} MB at the 10th`,
    verdict: verdict(grown, 20),
  });
}

async function benchWorldbook(path: string): Promise<void> {
  const { preview, listed } = await dropWorldbook(path, 500);
  const all = preview + listed;
  printLine('500 entries dropped, previewed and listed', {
    value: milliseconds(all),
    reference: `preview ${milliseconds(preview)}, import to list ${milliseconds(listed)}`,
    verdict: verdict(all, 1000),
  });
}

async function benchStreaming(path: string): Promise<void> {
  const server = await startEvenServer(150);
  useServer(path, server.baseUrl);
  await using window = await openWindow({ novel: path });
  await startGenerating(window.page);
  const frames = await startFrameTimes(window.page);
  const before = await streamedLength(window.page);
  await window.page.waitForTimeout(10_000);
  const longest = Math.max(...(await frames()));
  const rate = ((await streamedLength(window.page)) - before) / 10;
  server.close();
  printLine(`longest frame while 150 tokens/s stream (${rate.toFixed(0)} characters/s shown)`, {
    value: milliseconds(longest),
    verdict: verdict(longest, 50),
  });
}

const copyOf = (path: string, name: string): string => {
  const copy = path.replace('bench.fabula', `${name}.fabula`);
  copyFileSync(path, copy);
  return copy;
};

interface KeyFigures {
  readonly ours: readonly number[];
  readonly bare?: readonly number[];
  readonly target: number;
}

function report(name: string, { ours, bare, target }: KeyFigures): void {
  const p95 = percentile(ours, 0.95);
  const said = (times: readonly number[]): string =>
    `${milliseconds(percentile(times, 0.95))} (median ${milliseconds(percentile(times, 0.5))})`;
  printLine(`${name}, p95 of ${ours.length}`, {
    value: said(ours),
    reference: bare ? `bare tiptap ${said(bare)}` : '-',
    verdict: verdict(p95, target),
  });
}

const verdict = (value: number, target: number): string =>
  value <= target ? `<= ${target} ok` : `> ${target} MISSED`;

if (import.meta.main) await run();

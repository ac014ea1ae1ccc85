import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { milliseconds, percentile, printLine } from '../search/figures.ts';
import { countIndexed, forgetIndex, makeBenchNovel } from './bench-novel.ts';
import { startFrameTimes } from './frame-times.ts';
import { benchPaste } from './large-paste.ts';
import { openBenchWindow, runSections, type BenchOptions } from './sections.ts';
import { measureStarts } from './start-time.ts';
import { startEvenServer, startGenerating, streamedLength } from './streaming.ts';
import { heapAfterCollection, measureSwitches } from './switch-times.ts';
import { benchTyping, said, settle, timeKeys } from './typing.ts';
import { verdict } from './verdict.ts';
import { dropWorldbook } from './worldbook-drop.ts';

/** What a writer waits for, measured in the built app's real window, beside tiptap with nothing around it. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fabula-bench-'));
  try {
    const novel = await makeBenchNovel(join(folder, 'bench.fabula'));
    console.log(`novel: ${novel.words} words, ${novel.entries} worldbook entries`);
    const copy = (name: string): string => {
      const path = join(folder, `${name}.fabula`);
      copyFileSync(novel.path, path);
      return path;
    };
    await runSections({
      start: { seconds: 300, run: () => benchStart(novel.path) },
      typing: { seconds: 900, run: (options) => benchTyping(novel.path, options) },
      busy: { seconds: 240, run: (options) => benchBusyTyping(copy('busy'), options) },
      scenes: { seconds: 240, run: () => benchScenes(novel.path) },
      worldbook: { seconds: 180, run: () => benchWorldbook(copy) },
      streaming: { seconds: 240, run: () => benchStreaming(copy('streaming')) },
      paste: { seconds: 120, run: () => benchPaste(novel.path) },
    });
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

/**
 * The library embeds the whole novel anew and a chapter streams in, from a server: the built-in model has minutes between
 * two portions, in which nothing would be shown.
 */
async function benchBusyTyping(path: string, { keys }: BenchOptions): Promise<void> {
  forgetIndex(path);
  const server = await startEvenServer(40);
  try {
    const env = { FABULA_MODEL_URL: server.baseUrl, FABULA_MODEL_NAME: 'even' };
    await using window = await openBenchWindow({ novel: path, env });
    const { page } = window;
    const file = join(window.home, basename(path));
    await page.keyboard.press('Alt+PageDown');
    await startGenerating(page, 5000); // long enough to be written all the while
    await settle(page);
    const before = { letters: await streamedLength(page), indexed: countIndexed(file) };
    const times = await timeKeys(page, keys);
    const letters = (await streamedLength(page)) - before.letters;
    const indexed = countIndexed(file) - before.indexed;
    const meanwhile = `${letters} letters streamed and ${indexed} texts embedded meanwhile`;
    printLine(`key to painted, 30000 words, ${meanwhile}, p95 of ${times.length}`, {
      value: said(times),
      verdict: letters > 0 && indexed > 0 ? verdict(percentile(times, 0.95), 32) : 'not both at work MISSED',
    });
  } finally {
    server.close();
  }
}

async function benchScenes(path: string): Promise<void> {
  await using window = await openBenchWindow({ novel: path });
  const { page } = window;
  await page.locator('.ProseMirror').click();
  await page.waitForTimeout(2000);
  const first = await measureSwitches(page, 10);
  const early = await heapAfterCollection(page);
  const times = [...first, ...(await measureSwitches(page, 90))];
  const grown = ((await heapAfterCollection(page)) - early) / 1e6;
  const changed = await measureSwitches(page, 20, () => page.keyboard.type('x'));
  printLine('switch scenes, p95 of 100', {
    value: said(times),
    reference: `from a scene with unsaved words ${said(changed)}`,
    verdict: verdict(percentile(times, 0.95), 50),
  });
  printLine('heap from the 10th to the 100th scene', {
    value: `${grown.toFixed(1)} MB`,
    reference: `${(early / 1e6).toFixed(1)} MB at the 10th`,
    verdict: verdict(grown, 20),
  });
}

async function benchWorldbook(copy: (name: string) => string): Promise<void> {
  for (const [after, when] of [
    [20_000, 'some time after the start'],
    [0, 'right after the start'],
  ] as const) {
    const { preview, listed } = await dropWorldbook({
      novel: copy(`worldbook-${after}`),
      entries: 500,
      after,
    });
    const all = preview + listed;
    printLine(`500 entries dropped ${when}, previewed and listed`, {
      value: milliseconds(all),
      reference: `preview ${milliseconds(preview)}, import to list ${milliseconds(listed)}`,
      verdict: verdict(all, 1000),
    });
  }
}

async function benchStreaming(path: string): Promise<void> {
  const server = await startEvenServer(150);
  try {
    const env = { FABULA_MODEL_URL: server.baseUrl, FABULA_MODEL_NAME: 'even' };
    await using window = await openBenchWindow({ novel: path, env });
    const { page } = window;
    await startGenerating(page);
    const frames = await startFrameTimes(page);
    const before = await streamedLength(page);
    await page.waitForTimeout(10_000);
    const gaps = await frames();
    const rate = ((await streamedLength(page)) - before) / 10;
    printLine(
      `longest frame of ${gaps.length} while 150 tokens/s stream (${rate.toFixed(0)} letters/s shown)`,
      {
        value: milliseconds(Math.max(...gaps)),
        reference: `median ${milliseconds(percentile(gaps, 0.5))}`,
        verdict: rate > 300 ? verdict(Math.max(...gaps), 50) : 'too little came MISSED',
      },
    );
  } finally {
    server.close();
  }
}

if (import.meta.main) {
  await run();
  process.exit(); // what a section left behind that was given up
}

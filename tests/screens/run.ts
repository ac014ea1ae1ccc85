import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp } from '../../scripts/build/build-app.ts';
import type { BuiltApp } from '../../scripts/build/build-app.ts';
import { openWindow, type AppWindow, type OpenWindowOptions } from '../helpers/app-window.ts';
import { crewScreens, draftScreens } from './crew-screens.ts';
import { copyOf, crowd, crowdedScreens } from './crowded-screens.ts';
import { decorateSample } from './decorate-sample.ts';
import { emptyScreens } from './empty-screens.ts';
import { lossScreens, missingModelScreens } from './error-screens.ts';
import { dialogScreens, manuscriptScreens } from './manuscript-screens.ts';
import { paidScreens } from './paid-screens.ts';
import { reviewScreens } from './review-screens.ts';
import { handsOf, putAway, type Hands, type Screen } from './screen.ts';
import { settingsScreens } from './settings-screens.ts';
import { libraryScreens, welcomeScreens } from './welcome-screens.ts';
import { startWillingServer } from './willing-server.ts';
import { worldbookScreens } from './worldbook-screens.ts';

const folder = resolve(import.meta.dirname, '../../dist/screens');
const clock = new Date('2026-06-01T09:30:00Z');
const sizes = [
  { width: 1280, height: 800 },
  { width: 1024, height: 800 },
];

interface Look {
  readonly locale: string;
  readonly theme: string;
  readonly size: (typeof sizes)[number];
}

/** What the pictures of one look are kept with. */
interface Studio extends Look {
  readonly build: BuiltApp;
  readonly target: string;
  readonly isWanted: (screen: Screen) => boolean;
  /** The names of screens that could not be reached. */
  readonly failed: string[];
}

/**
 * `run.ts [--locale en] [--theme dark] [--width 1280] [--only PART]`: pictures of every screen in both languages, both
 * themes and two widths, with the time standing still and nothing moving, in dist/screens. `--only` keeps those whose
 * name has the part in it.
 */
async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { locale: text, theme: text, width: text, only: text } });
  const build = await buildApp((line) => console.log(line));
  const failed: string[] = [];
  for (const locale of ['en', 'id'].filter((one) => one === (values.locale ?? one)))
    for (const theme of ['light', 'dark'].filter((one) => one === (values.theme ?? one)))
      for (const size of sizes.filter(({ width }) => String(width) === (values.width ?? String(width)))) {
        const target = join(folder, `${locale}-${theme}-${size.width}`);
        if (values.only === undefined) rmSync(target, { recursive: true, force: true });
        mkdirSync(target, { recursive: true });
        const isWanted = ({ name }: Screen): boolean => name.includes(values.only ?? '');
        await keepLook({ locale, theme, size, build, target, isWanted, failed });
      }
  console.log(`The pictures are in ${folder}`);
  if (failed.length === 0) return;
  console.error(`Not reached: ${failed.join(', ')}`);
  process.exitCode = 1;
}

async function keepLook(studio: Studio): Promise<void> {
  const wants = (...parts: readonly (readonly Screen[])[]): boolean => parts.flat().some(studio.isWanted);
  await keepWriting(studio);
  const server = await startWillingServer();
  const modelAt = (address: string) => ({ FABULA_MODEL_URL: address, FABULA_MODEL_NAME: 'loopback' });
  if (wants(draftScreens))
    await inWindow(studio, { clock, env: modelAt(server.baseUrl) }, async (hands) => {
      await openSample(hands);
      await keep(draftScreens, hands, studio);
    });
  const paid = paidScreens(server);
  if (wants(paid))
    // a wait is counted down: this clock goes with main's
    await inWindow(studio, { env: modelAt(paidAddress(server.baseUrl)) }, async (hands) => {
      await openSample(hands);
      await keep(paid, hands, studio);
    });
  await server.close();
  if (wants(missingModelScreens))
    await inWindow(studio, { clock, env: { FABULA_MODEL_FILE: '/nowhere/none.gguf' } }, async (hands) => {
      await openSample(hands);
      await keep(missingModelScreens, hands, studio);
    });
}

/** The screens of one writer at work, from the first start to a file that is gone. */
async function keepWriting(studio: Studio): Promise<void> {
  await inWindow(studio, { clock }, async (hands, window) => {
    await keep(welcomeScreens, hands, studio);
    const path = await openSample(hands);
    await hands.command('novel.close');
    await hands.page.locator('.welcome-list').waitFor();
    while (existsSync(`${path}-wal`)) await hands.page.waitForTimeout(100); // until it is at rest
    const crowded = copyOf(path, 'The Long Pound.fabula');
    crowd(crowded);
    decorateSample(path);
    await window.startAgain([path]);
    await hands.page.locator('.prose').waitFor();
    await hands.page.waitForTimeout(1500); // the first look for names
    const parts = [manuscriptScreens, dialogScreens, worldbookScreens, reviewScreens, crewScreens];
    for (const part of [...parts, settingsScreens]) await keep(part, hands, studio);
    if (crowdedScreens.some(studio.isWanted)) {
      await window.startAgain([crowded]);
      await hands.page.locator('.tree-row').nth(20).waitFor();
      await keep(crowdedScreens, hands, studio);
    }
    if (emptyScreens.some(studio.isWanted)) await keep(emptyScreens, hands, studio);
    await keep(libraryScreens, hands, studio);
    if (!lossScreens.some(studio.isWanted)) return;
    await window.startAgain([path]);
    await hands.page.locator('.prose').waitFor();
    await keep(lossScreens, hands, studio);
  });
}

/** The same server under an address the app does not know for this machine's own, as one that costs money has. */
const paidAddress = (address: string): string => address.replace('127.0.0.1', '[::ffff:0.0.0.0]');

async function inWindow(
  { locale, theme, size, build }: Studio,
  options: Pick<OpenWindowOptions, 'env' | 'clock'>,
  work: (hands: Hands, window: AppWindow) => Promise<void>,
): Promise<void> {
  await using window = await openWindow({ locale, size, build, ...options });
  const hands = handsOf(window);
  window.page.setDefaultTimeout(45_000);
  await window.page.emulateMedia({ reducedMotion: 'reduce' });
  await hands.request('settings.set', { change: { theme } });
  await work(hands, window);
}

/** Opens the sample and answers where it lies. */
async function openSample({ page, request }: Hands): Promise<string> {
  const { path } = await request<{ path: string }>('novels.openSample', {});
  await page.reload();
  await page.locator('.prose').waitFor();
  return path;
}

async function keep(
  screens: readonly Screen[],
  hands: Hands,
  { target, isWanted, failed }: Studio,
): Promise<void> {
  const { page } = hands;
  for (const { name, show, leave } of screens.filter(isWanted)) {
    const path = join(target, `${name}.png`);
    const isShown = await show(hands).then(
      () => true,
      (error: unknown) => {
        console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        return false;
      },
    );
    if (!isShown) failed.push(name);
    await page.evaluate('document.fonts.ready.then(() => true)');
    await page.waitForTimeout(350);
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    if (leave) await leave(hands).catch((error: unknown) => console.error(`${name}: ${String(error)}`));
    if (!leave || !isShown) await putAway(hands);
  }
}

await main();

import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildApp } from '../../scripts/build/build-app.ts';
import type { BuiltApp } from '../../scripts/build/build-app.ts';
import { openWindow, type AppWindow } from '../helpers/app-window.ts';
import { novelScreens, welcomeScreens, type Hands, type Screen } from './screens.ts';

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

/**
 * `run.ts [--locale en] [--theme dark] [--width 1280] [--only NAME]`: pictures of every screen in both languages, both
 * themes and two widths, with the time standing still and nothing moving, in dist/screens.
 */
async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { locale: text, theme: text, width: text, only: text } });
  const build = await buildApp((line) => console.log(line));
  for (const locale of ['en', 'id'].filter((one) => one === (values.locale ?? one)))
    for (const theme of ['light', 'dark'].filter((one) => one === (values.theme ?? one)))
      for (const size of sizes.filter(({ width }) => String(width) === (values.width ?? String(width))))
        await keepLook({ locale, theme, size }, { build, only: values.only });
  console.log(`The pictures are in ${folder}`);
}

async function keepLook(
  { locale, theme, size }: Look,
  { build, only }: { build: BuiltApp; only: string | undefined },
): Promise<void> {
  const target = join(folder, `${locale}-${theme}-${size.width}`);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  await using window = await openWindow({ locale, size, clock, build });
  const hands = handsOf(window);
  await window.page.emulateMedia({ reducedMotion: 'reduce' });
  await hands.request('settings.set', { change: { theme } });
  const isWanted = ({ name }: Screen): boolean => only === undefined || name === only;
  await keep(welcomeScreens.filter(isWanted), { hands, target });
  await hands.request('novels.openSample', {});
  await window.page.reload();
  await sleep(2_000); // fonts, the first look for mentions
  await keep(novelScreens.filter(isWanted), { hands, target });
}

async function keep(
  screens: readonly Screen[],
  { hands, target }: { hands: Hands; target: string },
): Promise<void> {
  for (const { name, show, leave } of screens) {
    await show(hands);
    await sleep(600);
    await hands.page.screenshot({ path: join(target, `${name}.png`), animations: 'disabled', caret: 'hide' });
    if (leave) await leave(hands);
    else await hands.page.keyboard.press('Escape');
    await sleep(200);
  }
}

function handsOf({ page, app }: AppWindow): Hands {
  return {
    page,
    command: (id) =>
      app.evaluate(({ BrowserWindow }, command) => {
        BrowserWindow.getAllWindows()[0]?.webContents.send('fabula:event', 'app.command', { id: command });
      }, id),
    request: (route, input) =>
      page.evaluate(
        ([name, given]) =>
          (
            globalThis as unknown as { fabula: { request(route: string, input: unknown): Promise<unknown> } }
          ).fabula.request(name as string, given),
        [route, input],
      ),
  };
}

await main();

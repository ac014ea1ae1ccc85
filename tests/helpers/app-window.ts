// The built app in a real window, for end-to-end tests, pictures and measurements:
//   await using window = await openWindow({ novel, locale: 'id', size: { width: 1024, height: 768 } });
//   await window.page.getByRole('button', { name: 'New novel' }).click();
// It has a screen, a home, Documents and app data of its own, and runs sandboxed as a user without rights (as root the
// user fabula-test is made). `bring(path)` copies a file to where the app can read it; `home` given again reopens.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { buildApp, type BuiltApp } from '../../scripts/build/build-app.ts';
import { openDisplay } from './app-window/display.ts';
import { bringInto, environment, makeHome, startAgain, writeProgram } from './app-window/home.ts';
import { stageFor } from './app-window/stage.ts';
import { testUser } from './app-window/test-user.ts';

export { dropPaths } from './app-window/drop-paths.ts';
export { seriousViolations } from './app-window/serious-violations.ts';

export interface OpenWindowOptions {
  /** A novel to start with; it is brought into the home folder. */
  readonly novel?: string;
  /** The home folder of an earlier window, to go on with what it left. */
  readonly home?: string;
  /** What the system says its language is: "en" unless given. */
  readonly locale?: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** What the page takes for the time; it stands still. */
  readonly clock?: Date;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly build?: BuiltApp;
}

export interface AppWindow extends AsyncDisposable {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly pid: number;
  readonly home: string;
  readonly documents: string;
  readonly dataFolder: string; // FABULA_DATA
  /** Copies a file or folder into the home folder and answers where it stands there. */
  bring(path: string): string;
  /** Starts the program once more beside this one, as a double click on a file would; resolves when that one ended. */
  startAgain(args: readonly string[]): Promise<number | null>;
  /** Closes as a writer does, by the window; resolves when the process has ended. The home folder stays. */
  close(): Promise<void>;
  /** Ends the main process at once (SIGKILL) and resolves when it is gone. */
  kill(): Promise<void>;
}

const usualSize = { width: 1280, height: 800 };

/** Opens the app and resolves with its first page loaded. */
export async function openWindow(options: OpenWindowOptions = {}): Promise<AppWindow> {
  const { size = usualSize, locale = 'en' } = options;
  const user = testUser();
  const built = options.build ?? (await currentBuild());
  const stage = stageFor(built, user);
  const home = options.home ?? makeHome(user);
  const bring = (path: string): string => bringInto(home, path, user);
  // A window as large as the screen would be cut by a pixel.
  const display = await openDisplay({ width: size.width + 20, height: size.height + 20 });
  const program = writeProgram(home, stage.executable, user);
  const env = environment({ home, locale, cache: stage.cache, display: display.name, more: options.env });
  const novel = options.novel === undefined ? [] : [bring(options.novel)];
  const args = [...(options.args ?? []), stage.app, ...novel];
  try {
    const app = await _electron.launch({
      executablePath: program,
      args: ['--ozone-platform=x11', ...args],
      env,
      cwd: home,
      chromiumSandbox: true,
      timeout: 60_000,
    });
    const child = app.process();
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const page = await app.firstWindow({ timeout: 60_000 });
    if (options.clock) {
      await page.clock.setFixedTime(options.clock);
      await page.reload();
    }
    await page.waitForLoadState('load');
    await placeWindow(app, size);
    const kill = async (): Promise<void> => {
      child.kill('SIGKILL');
      await ended;
      await display.close();
    };
    const close = async (): Promise<void> => {
      await app
        .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
        .catch(() => undefined);
      await Promise.race([
        ended,
        sleep(20_000).then(() => Promise.reject(new Error('the app does not close'))),
      ]);
      await display.close();
    };
    return {
      app,
      page,
      pid: child.pid ?? 0,
      home,
      documents: join(home, 'Documents'),
      dataFolder: join(home, 'data'),
      bring,
      startAgain: (more) =>
        startAgain({ program, env, cwd: home, args: ['--ozone-platform=x11', stage.app, ...more] }),
      close,
      kill,
      [Symbol.asyncDispose]: async () => {
        if (child.exitCode === null && child.signalCode === null) await kill();
        else await display.close();
        if (options.home === undefined) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  } catch (error) {
    await display.close();
    throw error;
  }
}

/** There is no window manager to do it. */
async function placeWindow(app: ElectronApplication, size: { width: number; height: number }): Promise<void> {
  const place = (): Promise<void> =>
    app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), {
      x: 0,
      y: 0,
      ...size,
    });
  await place().catch(place); // the driver loses an answer now and then while the app starts
}

/** The build of this run of tests, or the sources as they are now. */
async function currentBuild(): Promise<BuiltApp> {
  const { FABULA_TEST_BUILD: built } = process.env;
  return built === undefined ? buildApp(() => undefined) : (JSON.parse(built) as BuiltApp);
}

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { build } from 'vite';

export interface BarePage {
  readonly page: Page;
  close(): Promise<void>;
}

interface BareWindow {
  showText(text: string): void;
  showEmpty(): void;
}

/**
 * A second window of the same app that holds nothing but tiptap with the text, the caret in its middle; or, with null,
 * nothing but an empty field without a program.
 */
export async function openBarePage(app: ElectronApplication, text: string | null): Promise<BarePage> {
  const folder = mkdtempSync(join(tmpdir(), 'fabula-bare-'));
  chmodSync(folder, 0o755); // the app may run as another user
  const root = join(import.meta.dirname, 'bare');
  await build({ root, base: './', logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const opened = app.waitForEvent('window');
  await app.evaluate(
    async ({ BrowserWindow, session }, file) => {
      const partition = session.fromPartition(`bare-${Date.now()}`);
      const window = new BrowserWindow({ width: 1280, height: 800, webPreferences: { session: partition } });
      await window.loadFile(file);
      window.focus();
    },
    join(folder, 'index.html'),
  );
  const page = await opened;
  await page.waitForLoadState('load');
  await page.evaluate((words) => {
    const bare = window as unknown as BareWindow;
    if (words === null) bare.showEmpty();
    else bare.showText(words);
  }, text);
  return {
    page,
    close: async () => {
      await page.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

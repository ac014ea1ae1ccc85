import { join } from 'node:path';
import { build } from 'vite';
import { root } from './places.ts';

/** Builds the window's pages into the app's `window`, as vite.config.ts says. */
export async function buildWindow(app: string): Promise<void> {
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: join(app, 'window') },
  });
}

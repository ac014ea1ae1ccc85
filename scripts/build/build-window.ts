import { join } from 'node:path';
import { build } from 'vite';
import { root } from './places.ts';

/**
 * Builds the window's pages into the app's `window`, as vite.config.ts says. Always the pages that are shipped: inside
 * a run of tests NODE_ENV is "test", with which the widget library draws lists without their end.
 */
export async function buildWindow(app: string): Promise<void> {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    await build({
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: join(app, 'window') },
    });
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}

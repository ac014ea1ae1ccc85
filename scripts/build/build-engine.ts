import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { externals } from './externals.ts';
import { ownPlace } from './own-place.ts';
import { root } from './places.ts';

type Rolldown = NonNullable<NonNullable<InlineConfig['build']>['rolldownOptions']>;

/**
 * Bundles main, the programs of the workers and of the grammar's thread, and the preload script into the app's
 * `src-main`, for the Node inside the oldest Electron it runs on (20.18). Every chunk lies beside the bundles: `ownPlace` counts on it.
 */
export async function buildEngine(app: string): Promise<void> {
  const outDir = join(app, 'src-main');
  const main = {
    main: join(root, 'src-main/main.ts'),
    worker: join(root, 'src-main/jobs/worker.ts'),
    'grammar-thread': join(root, 'src-main/services/grammar-thread.ts'),
  };
  const preload = { preload: join(root, 'src-main/preload.ts') };
  await build(
    bundle(outDir, {
      input: main,
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    }),
  );
  await build(bundle(outDir, { input: preload, output: { format: 'cjs', entryFileNames: '[name].cjs' } }));
}

function bundle(outDir: string, rolldownOptions: Rolldown): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [ownPlace(root)],
    ssr: { target: 'node', noExternal: true, external: [...externals, 'electron'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'node20.18',
      minify: false,
      reportCompressedSize: false,
      rolldownOptions,
    },
  };
}

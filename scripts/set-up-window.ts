import { writeFileSync } from 'node:fs';
import { makeRuntime } from './electron/make-runtime.ts';
import { makeSqlite } from './electron/make-sqlite.ts';
import { installSystemPackages } from './electron/system-packages.ts';
import { removeAbandonedWork } from './models/into-place.ts';
import { say, SetUpFailed } from './models/say.ts';
import { electronCacheFolder } from './electron/runtime.ts';

/**
 * `set-up-window.ts RESULT [--display]`: makes what the window needs and is missing (Electron, the system's libraries,
 * SQLite for an older Electron; with `--display` a virtual one too) and writes to RESULT which files stand for it.
 */
async function main([result, ...options]: readonly string[]): Promise<void> {
  removeAbandonedWork(electronCacheFolder());
  const runtime = await makeRuntime();
  say(
    runtime.source === 'official'
      ? `Electron ${runtime.version}, the official build (${runtime.folder})`
      : `Electron ${runtime.version} out of a registry package, because its releases cannot be reached here (${runtime.folder})`,
  );
  const isOld = Number.parseInt(runtime.version, 10) < 36;
  installSystemPackages(runtime, { display: options.includes('--display'), compiler: isOld });
  await makeSqlite(runtime);
  if (result !== undefined)
    writeFileSync(result, JSON.stringify([{ path: runtime.executable, bytes: runtime.bytes }]));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  say(error instanceof SetUpFailed ? error.message : String(error instanceof Error ? error.stack : error));
  process.exitCode = 1;
});

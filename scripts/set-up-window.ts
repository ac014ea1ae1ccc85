import { statSync, writeFileSync } from 'node:fs';
import { makeRuntime } from './electron/make-runtime.ts';
import { makeSqlite } from './electron/make-sqlite.ts';
import { installSystemPackages } from './electron/system-packages.ts';
import { removeAbandonedWork } from './models/into-place.ts';
import { say, SetUpFailed } from './models/say.ts';
import { electronCacheFolder, needsOwnSqlite } from './electron/runtime.ts';

/**
 * `set-up-window.ts [RESULT]`: makes what the window needs and is missing (Electron, the system's libraries, SQLite for
 * an older Electron, a virtual screen where there is none) and writes to RESULT which files stand for it.
 */
async function main([result]: readonly string[]): Promise<void> {
  removeAbandonedWork(electronCacheFolder());
  const runtime = await makeRuntime();
  say(
    runtime.source === 'official'
      ? `Electron ${runtime.version}, the official build (${runtime.folder})`
      : `Electron ${runtime.version} out of a registry package, because its releases cannot be reached here (${runtime.folder})`,
  );
  const hasScreen = Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  installSystemPackages(runtime, { display: !hasScreen, compiler: needsOwnSqlite(runtime) });
  const sqlite = await makeSqlite(runtime);
  const ready = [runtime.executable, ...(sqlite === null ? [] : [sqlite])];
  if (result !== undefined)
    writeFileSync(result, JSON.stringify(ready.map((path) => ({ path, bytes: statSync(path).size }))));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  say(error instanceof SetUpFailed ? error.message : String(error instanceof Error ? error.stack : error));
  process.exitCode = 1;
});

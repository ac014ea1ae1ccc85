import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pythonWithServers } from './set-up.ts';

/** Installs the servers where they are missing, and runs the tests against them. */
const root = resolve(import.meta.dirname, '../..');
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--root',
    root,
    '--config',
    join(import.meta.dirname, 'vitest.config.ts'),
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, FABULA_LIVE_PYTHON: pythonWithServers() } },
);
process.exitCode = status ?? 1;

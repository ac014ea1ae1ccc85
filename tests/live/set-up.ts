import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { modelCacheFolder } from '../../src-main/services/paths.ts';

const requirements = join(import.meta.dirname, 'requirements.txt');

/** llama.cpp for any processor of the last ten years: built for the one at hand, its first token crashes on some. */
const buildFlags = '-DGGML_NATIVE=OFF -DGGML_AVX2=ON -DGGML_FMA=ON -DGGML_F16C=ON';

/**
 * The Python that has the servers: a virtual environment in the cache folder, installed on first use (about ten
 * minutes: llama.cpp is compiled). Throws with pip's last words when it cannot be installed.
 */
export function pythonWithServers(): string {
  const folder = join(dirname(modelCacheFolder()), 'live');
  const python = join(folder, 'venv/bin/python');
  const stamp = join(folder, 'installed.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;
  console.log(`Installing llama.cpp's and LiteLLM's servers into ${folder} ...`);
  mkdirSync(folder, { recursive: true });
  rmSync(stamp, { force: true });
  must('python3', ['-m', 'venv', join(folder, 'venv')]);
  must(python, ['-m', 'pip', 'install', '--quiet', '-r', requirements], { CMAKE_ARGS: buildFlags });
  writeFileSync(stamp, wanted);
  return python;
}

function must(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  if (status !== 0)
    throw new Error(
      `${command} ${args.join(' ')} ended with ${status ?? error?.message}. On Debian: apt-get install python3-venv build-essential cmake`,
    );
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { modelCacheFolder } from '../../src-main/services/paths.ts';

const requirements = join(import.meta.dirname, 'requirements.txt');
const modelsProgram = join(import.meta.dirname, '../../scripts/set-up-models.ts');
const debianPackages = ['python3-venv', 'build-essential'];

/** llama.cpp for any processor of the last ten years: built for the one at hand, its first token crashes on some. */
const buildFlags = '-DGGML_NATIVE=OFF -DGGML_AVX2=ON -DGGML_FMA=ON -DGGML_F16C=ON';

/**
 * The Python that has the servers: a virtual environment in the cache folder, installed on first use (ten to twenty
 * minutes: llama.cpp is compiled), and the models beside it. Throws with what is missing when it cannot be installed.
 */
export function pythonWithServers(): string {
  must(process.execPath, [modelsProgram, 'all']);
  const folder = join(dirname(modelCacheFolder()), 'live');
  const python = join(folder, 'venv/bin/python');
  const stamp = join(folder, 'installed.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;
  console.log(`Installing llama.cpp's and LiteLLM's servers into ${folder} (ten to twenty minutes) ...`);
  ensureTools();
  mkdirSync(folder, { recursive: true });
  rmSync(stamp, { force: true });
  if (!works(python, '-m', 'pip', '--version'))
    must('python3', ['-m', 'venv', '--clear', join(folder, 'venv')]);
  must(python, ['-m', 'pip', 'install', '--quiet', '-r', requirements], { CMAKE_ARGS: buildFlags });
  writeFileSync(stamp, wanted);
  return python;
}

/** Python with virtual environments and a C++ compiler, from Debian's packages where they may be installed. */
function ensureTools(): void {
  const hasTools = (): boolean =>
    works('python3', '-m', 'ensurepip', '--version') && works('c++', '--version');
  if (hasTools()) return;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log(`Installing the Debian packages ${debianPackages.join(', ')} ...`);
    must('apt-get', ['-qq', 'update']);
    must('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...debianPackages], {
      DEBIAN_FRONTEND: 'noninteractive',
    });
    if (hasTools()) return;
  }
  throw new Error(
    `Python 3 with venv and a C++ compiler are needed. On Debian: sudo apt-get install ${debianPackages.join(' ')}`,
  );
}

function works(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function must(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status ?? error?.message}`);
}

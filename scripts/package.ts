import { chmodSync, copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { buildApp } from './build/build-app.ts';
import { root } from './build/places.ts';
import { stagePackage } from './package/stage.ts';

const require = createRequire(import.meta.url);
const output = join(root, 'dist/package');
const stage = join(root, 'dist/stage');

/** What is packed where nothing is asked for. */
const usualTargets: Readonly<Record<string, readonly string[]>> = {
  linux: ['dir', 'tar.gz', 'deb'],
  win32: ['nsis'],
  darwin: ['dmg'],
};

const systems = { linux: 'linux', win32: 'win', darwin: 'mac' } as const;

/**
 * `package.ts [TARGET ...]`: packs the built app for this system into dist/package, without a network. Without targets:
 * the folder, tar.gz and deb on Linux, an installer on Windows, a disk image on macOS.
 */
async function main(asked: readonly string[]): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const targets = asked.length > 0 ? asked : (usualTargets[process.platform] ?? ['dir']);
  const built = await buildApp(say);
  say('Laying out what is packed ...');
  stagePackage(built);
  useOwnTools();
  rmSync(output, { recursive: true, force: true });
  const config = configurationFor({
    electronVersion: built.runtime.version,
    electronDist: built.runtime.folder,
  });
  await pack(config, ['dir']);
  const others = targets.filter((target) => target !== 'dir');
  if (others.length > 0) await pack(config, others, unpackedFolder());
  rmSync(stage, { recursive: true, force: true });
  say(`Packed in dist/package: ${readdirSync(output).join(', ')}`);
}

/**
 * What is added to electron-builder.yml, which is read by itself: lists that were given twice would stand twice in the
 * package. The stage is complete: nothing is installed into it.
 */
function configurationFor(electron: Configuration): Configuration {
  return {
    ...electron,
    beforeBuild: () => Promise.resolve(false), // false: node_modules is none of electron-builder's business
    afterPack: ({ appOutDir }) => {
      for (const name of ['fabula-runtime.json', 'resources/default_app.asar'])
        rmSync(join(appOutDir, name), { force: true });
      return Promise.resolve();
    },
  };
}

async function pack(config: Configuration, targets: readonly string[], prepackaged?: string): Promise<void> {
  const { build } = await import('electron-builder'); // when the environment is ready: it is read on import
  const system = systems[process.platform as keyof typeof systems] ?? 'linux';
  await build({
    projectDir: root,
    [system]: [...targets],
    config,
    publish: 'never',
    ...(prepackaged === undefined ? {} : { prepackaged }),
  });
}

/** Tools of this machine in place of those that electron-builder would download. */
function useOwnTools(): void {
  const { path7za } = require('7zip-bin') as { path7za: string };
  const packer = join(stage, basename(path7za));
  copyFileSync(path7za, packer);
  chmodSync(packer, 0o755); // in its package it is no program
  process.env.ELECTRON_BUILDER_7ZIP_PATH = packer;
  // Inside vitest it would link instead of copying, and set the fuses of the Electron in the cache.
  delete process.env.VITEST;
  delete process.env.USE_HARD_LINKS;
  process.env.ELECTRON_BUILDER_COMPRESSION_LEVEL ??= '3';
  process.env.CUSTOM_FPM_PATH = writeDebMaker();
}

/** A program that stands for fpm: it has to be one file that can be started. */
function writeDebMaker(): string {
  const program = join(stage, 'fpm');
  const script = join(import.meta.dirname, 'package/make-deb.ts');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
  chmodSync(program, 0o755);
  return program;
}

function unpackedFolder(): string {
  const name = readdirSync(output).find((entry) => entry.endsWith('-unpacked') || entry.startsWith('mac'));
  if (name === undefined) throw new Error('electron-builder left no folder');
  return join(output, name);
}

await main(process.argv.slice(2));

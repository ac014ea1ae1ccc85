import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeIntoPlace, removeAbandonedWork } from '../../../../scripts/models/into-place.ts';

let cache: string;
let folder: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'fabula-cache-'));
  folder = join(cache, 'model');
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

const content = 'the whole model';
const files = [
  {
    name: 'sub/model.bin',
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  },
];
const making = (text: string) => (made: string) => {
  mkdirSync(join(made, 'sub'));
  writeFileSync(join(made, 'sub/model.bin'), text);
};
const standing = (): string => readFileSync(join(folder, 'sub/model.bin'), 'utf8');

test('what is made and right stands in its place, and nothing else is left in the cache', async () => {
  await makeIntoPlace({ folder, files, make: making(content) });
  expect(standing()).toBe(content);
  expect(readdirSync(cache)).toEqual(['model']);
});

test.each([
  ['of another content', 'the whole modeL'],
  ['cut short', 'the whole'],
])('a model %s is not put in place', async (_, text) => {
  await expect(makeIntoPlace({ folder, files, make: making(text) })).rejects.toThrow(/sub\/model\.bin/);
  expect(readdirSync(cache)).toEqual([]);
});

test('a failure while making leaves the place empty and the cache clean', async () => {
  const make = (made: string): never => {
    making('half')(made);
    throw new Error('the network went away');
  };
  await expect(makeIntoPlace({ folder, files, make })).rejects.toThrow('the network went away');
  expect(readdirSync(cache)).toEqual([]);
});

test('a damaged model in the place is replaced', async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'old'), 'damaged');
  await makeIntoPlace({ folder, files, make: making(content) });
  expect(standing()).toBe(content);
  expect(existsSync(join(folder, 'old'))).toBe(false);
});

test('two set-ups at once both end well and leave one model', async () => {
  const slowly = async (made: string): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    making(content)(made);
  };
  await Promise.all([1, 2, 3].map(() => makeIntoPlace({ folder, files, make: slowly })));
  expect(standing()).toBe(content);
  expect(readdirSync(cache)).toEqual(['model']);
});

test('the work of a killed set-up is removed, that of a living one and of another machine is kept', () => {
  const dead = spawnSync(process.execPath, ['--version']).pid;
  const abandoned = `.making-${hostname()}-${dead}-1`;
  const living = `.making-${hostname()}-${process.pid}-2`;
  const elsewhere = '.making-another-machine-1-3';
  for (const name of [abandoned, living, elsewhere, 'model']) mkdirSync(join(cache, name));
  removeAbandonedWork(cache);
  expect(readdirSync(cache).sort()).toEqual([elsewhere, living, 'model'].sort());
});

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.ts';

const sources = [
  'src-shared',
  'src-main',
  'src-renderer',
  'agents',
  'resources',
  'scripts/build',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
];

/** A hash of everything a build is made from, and of what is said beside it. */
export function sourceHash(beside: readonly string[]): string {
  const hash = createHash('sha256');
  for (const source of sources)
    for (const file of filesBelow(source)) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  for (const part of beside) hash.update(`\0${part}`);
  return hash.digest('hex').slice(0, 12);
}

function filesBelow(place: string): readonly string[] {
  const path = join(root, place);
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [place];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(`${place}/${name}`));
}

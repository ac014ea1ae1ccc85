import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { externals } from './externals.ts';
import { root } from './places.ts';

interface About {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The packages the bundles ask for at run time and all that these need, as far as they are installed here. */
export function packageClosure(): readonly string[] {
  const found = new Set<string>();
  const add = (name: string): void => {
    const file = join(root, 'node_modules', name, 'package.json');
    if (found.has(name) || !existsSync(file)) return;
    found.add(name);
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as About;
    Object.keys({ ...dependencies, ...optionalDependencies }).forEach(add);
  };
  externals.forEach(add);
  return [...found].sort();
}

import { readFileSync } from 'node:fs';
import models from '../resources/models.json' with { type: 'json' };

export interface Licence {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly licence: string;
}

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
}

/** Every package that is part of the app, its two models and its runtime, by name. */
export function listLicences(): readonly Licence[] {
  const { packages } = readJson('package-lock.json') as {
    packages: Readonly<Record<string, LockedPackage>>;
  };
  const listed = Object.entries(packages).flatMap(([path, locked]): Licence[] => {
    const name = path.split('node_modules/').at(-1) ?? '';
    const isPart = name === 'electron' || !(locked.dev || locked.optional || locked.devOptional);
    if (name === '' || !isPart || path.lastIndexOf('node_modules/') > 0) return [];
    return [{ name, version: locked.version ?? '', licence: locked.license ?? licenceIn(path) }];
  });
  const own = [models.language, models.embedding].map(({ name, licence }) => ({
    name,
    version: '',
    licence,
  }));
  return [...listed, ...own].sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

function licenceIn(path: string): string {
  const { license } = readJson(`${path}/package.json`) as { license?: string | { type: string } };
  return (typeof license === 'object' ? license.type : license) ?? 'unknown';
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'));
}

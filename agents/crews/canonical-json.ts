import { createHash } from 'node:crypto';
import type { Hash } from '../../src-shared/domain/ids.ts';

/**
 * The one JSON text of a value: keys sorted, undefined members left out. Throws TypeError, naming the place, on what
 * JSON would silently change (NaN, Set, Map, Date, bigint, functions, undefined in a list): two different values
 * must never have the same text.
 */
export function canonicalJson(value: unknown, place = ''): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${place || 'the value'} is ${value}`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return `[${items.map((item, at) => canonicalJson(item, `${place}[${at}]`)).join(',')}]`;
  }
  if (typeof value === 'object' && isPlain(value)) return canonicalObject(value, place);
  throw new TypeError(`${place || 'the value'} is not JSON (${nameOf(value)})`);
}

function canonicalObject(value: Readonly<Record<string, unknown>>, place: string): string {
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key], place ? `${place}.${key}` : key)}`);
  return `{${members.join(',')}}`;
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function nameOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? value.constructor.name : typeof value;
}

/** SHA-256 of a value's canonical JSON. Throws TypeError like `canonicalJson`. */
export function hashOf(value: unknown): Hash {
  return createHash('sha256').update(canonicalJson(value)).digest('hex') as Hash;
}

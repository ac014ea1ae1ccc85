import { readdirSync, readFileSync } from 'node:fs';
import type { WireError } from '../../src-shared/errors.ts';
import { toWireError } from '../../src-shared/errors.ts';
import { fillWords, type Values } from '../../src-shared/text/fill-words.ts';

export type { Values } from '../../src-shared/text/fill-words.ts';

const folder = new URL('../../resources/locales/', import.meta.url);
const catalogues = new Map<string, Readonly<Record<string, string>>>();

function catalogueOf(locale: string): Readonly<Record<string, string>> {
  const known = catalogues.get(locale);
  if (known) return known;
  const words = new URL(`${locale}/`, folder);
  const read: Record<string, string> = {};
  for (const file of readdirSync(words))
    Object.assign(read, JSON.parse(readFileSync(new URL(file, words), 'utf8')) as Record<string, string>);
  catalogues.set(locale, read);
  return read;
}

/** Every word of a language, by key. */
export function allWords(locale: string): Readonly<Record<string, string>> {
  return catalogueOf(locale);
}

/** The words of a catalogue key with its placeholders filled. A key without words answers with itself. */
export function say(key: string, values: Values = {}, locale = 'en'): string {
  const words = catalogueOf(locale)[key] ?? key;
  return fillWords(words, { values, locale, say: (other, more) => say(other, more, locale) });
}

/** An error in plain words: what happened, what is safe, what to do. */
export function describeError(thrown: unknown, locale = 'en'): string {
  return describeWireError(toWireError(thrown), locale);
}

/** The same for an error that came over a wire or out of a job row. */
export function describeWireError(error: Pick<WireError, 'code' | 'data'>, locale = 'en'): string {
  return say(`error.${error.code}`, error.data, locale);
}

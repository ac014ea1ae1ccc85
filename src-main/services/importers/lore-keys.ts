import type { LoreKey } from '../../../src-shared/domain/lore.ts';
import { invalid, type LorePlace } from './lore-content.ts';

/** The longest key that is taken; a longer one is a text in the wrong field. */
const longestKey = 500;
/** Flags that change what a key matches; "g" and "y" are about where a search begins and are left out. */
const meaningfulFlags = /[imsuv]/gu;

/**
 * A key as written: `/pattern/flags` is a regular expression, everything else plain words. Throws IMPORT_INVALID for a
 * pattern that is none.
 */
export function parseKey(written: string, { field, ...place }: LorePlace & { field: string }): LoreKey {
  if (written.length > longestKey)
    throw invalid(place, field, `a key is longer than ${longestKey} characters`);
  const [, source, flags = ''] = /^\/(.+)\/([a-z]*)$/su.exec(written) ?? [];
  if (source === undefined) return { kind: 'plain', text: written, caseSensitive: false };
  const kept = (flags.match(meaningfulFlags) ?? []).join('');
  try {
    new RegExp(source, kept);
  } catch (error) {
    throw invalid(place, field, error instanceof Error ? error.message : String(error));
  }
  return { kind: 'regex', source, flags: kept };
}

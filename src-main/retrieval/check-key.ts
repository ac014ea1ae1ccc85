import type { KeyCheck } from '../../src-shared/domain/lore-summary.ts';
import { read, type Db } from '../db/connection.ts';
import { isSlowKey, matchRegexKey } from './regex-keys.ts';
import { placeScenes } from './scope.ts';
import { readSourceText } from './source-text.ts';

const longest = 500;
/** So many of the novel's scenes say enough. */
const mostScenes = 200;
const knownFlags = /^[imsuv]*$/;

/**
 * Texts on which a pattern that backtracks shows it: the pattern's own letters over and over, and an end that fits
 * nothing.
 */
function hardTexts(source: string): string[] {
  const letters = [...new Set(source.match(/[\p{L}\p{N} ]/gu) ?? [])].slice(0, 6);
  return [...letters, 'a', '0', ' ', 'ab', 'a '].map((part) => `${part.repeat(5000)}!\u0000`);
}

/** Whether a regular expression may be a key: it is one, it is short, and no text keeps it busy for long. */
export async function checkKey(
  db: Db,
  { source, flags }: { readonly source: string; readonly flags: string },
): Promise<KeyCheck> {
  const refused = (fault: KeyCheck['fault'], reason = ''): KeyCheck => ({ fault, reason, scenes: 0 });
  if (source.length > longest) return refused('too-long');
  try {
    if (!knownFlags.test(flags)) throw new SyntaxError(`unknown flags "${flags}"`);
    new RegExp(source, flags);
  } catch (error) {
    return refused('invalid', error instanceof Error ? error.message : String(error));
  }
  const key = { source, flags };
  for (const text of hardTexts(source)) if (isSlowKey(text, key)) return refused('slow');
  let scenes = 0;
  for (const { id } of placeScenes(db).slice(0, mostScenes)) {
    const text = read(db, () => readSourceText(db, { sourceKind: 'scene', sourceId: id }))?.text ?? '';
    const isFound = matchRegexKey(text, key).length > 0;
    if (!isFound && isSlowKey(text, key)) return refused('slow');
    if (isFound) scenes++;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { fault: null, reason: '', scenes };
}

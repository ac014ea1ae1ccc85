import type { RuleFinding } from '../../layer.ts';
import { placeOf, type Word } from '../../text/review-text.ts';

/** One note at the first of the words found, where there are at least `least` and more than `most` per 1,000 words. */
export function noteDensity(
  found: readonly Word[],
  { among, least, most }: { among: number; least: number; most: number },
): RuleFinding[] {
  const density = (found.length / Math.max(among, 1)) * 1000;
  const [first] = found;
  if (first === undefined || found.length < least || density <= most) return [];
  const values = { times: found.length, density: Math.round(density) };
  return [{ severity: 'note', place: placeOf(first), values }];
}

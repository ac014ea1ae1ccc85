import type { Beat } from '../../src-shared/domain/beat.ts';
import { coverage } from './coverage.ts';

/** A line of `***` in a brief: what follows is told in a scene of its own. */
const breakLine = /^[^\S\n]*\*{3}[^\S\n]*$/mu;

/** What each scene of a chapter is to tell: the brief's own parts between lines of `***`, else the scenes' synopses. */
export function scenePlans(brief: string, synopses: readonly string[]): readonly string[] {
  const parts = brief
    .split(breakLine)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length > 1) return parts;
  const told = synopses.filter((synopsis) => synopsis.trim() !== '');
  return told.length > 1 ? told : [];
}

/** A brief without the lines that part its scenes. */
export function withoutBreakLines(brief: string): string {
  return brief
    .split(breakLine)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n');
}

/**
 * Says of each beat in which scene it is told: in the order of the plans, where they share the most words. Beats stay
 * as they are where there is at most one plan.
 */
export function partScenes(
  beats: readonly Beat[],
  { plans, language }: { readonly plans: readonly string[]; readonly language: string },
): readonly Beat[] {
  if (plans.length < 2 || beats.length < 2) return beats;
  const fits = beats.map(({ happens }) => plans.map((plan) => coverage(happens, plan, language)));
  const scenes = bestOrder(fits, plans.length);
  return beats.map((beat, at) => ({ ...beat, scene: (scenes[at] ?? 0) + 1 }));
}

/** For each row a column, never going back, with the greatest sum; equal sums stay in the earlier column. */
function bestOrder(fits: readonly (readonly number[])[], columns: number): readonly number[] {
  let best = Array.from({ length: columns }, (_, column) => ({
    sum: column === 0 ? 0 : -0.01 * column,
    path: [] as number[],
  }));
  for (const row of fits) {
    let lead = best[0]!;
    best = best.map((from, column) => {
      if (from.sum > lead.sum) lead = from;
      return { sum: lead.sum + (row[column] ?? 0), path: [...lead.path, column] };
    });
  }
  return best.reduce((one, other) => (other.sum > one.sum ? other : one)).path;
}

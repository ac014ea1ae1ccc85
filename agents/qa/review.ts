import type { Review } from '../../src-shared/domain/qa.ts';
import type { Crew } from '../crews/step.ts';
import { reviewCharacter } from './layers/character.ts';
import { reviewStructural } from './layers/structural.ts';
import { reviewStyle } from './layers/style.ts';
import { reviewTechnical } from './layers/technical.ts';
import { wordRepairs } from './word-repairs.ts';
import type { ReviewInput } from './review-input.ts';

/**
 * Reviews a text in four layers, in their order, and has repairs worded for what the rules flagged but could not mend,
 * unless rules alone are to judge.
 */
export async function reviewText(input: ReviewInput, crew: Crew): Promise<Review> {
  const judged = [
    await crew.step(reviewStructural, input, input.round),
    await crew.step(reviewCharacter, input, input.round),
    await crew.step(reviewStyle, input, input.round),
    await crew.step(reviewTechnical, input, input.round),
  ];
  if (input.byRulesOnly) return { round: input.round, target: input.target, layers: judged };
  const layers = await crew.step(wordRepairs, { ...input, layers: judged }, input.round);
  return { round: input.round, target: input.target, layers };
}

import { LayerReview } from '../../../src-shared/domain/qa.ts';
import { step } from '../../crews/step.ts';
import { ReviewInput } from '../review-input.ts';
import { reviewLayer } from '../review-layer.ts';

/** Reviews a text against spelling, grammar, punctuation and leftovers of Markdown. */
export const reviewTechnical = step({
  name: 'review-technical',
  agent: 'technical-reviewer',
  input: ReviewInput,
  output: LayerReview,
  run: (input, tools) => reviewLayer('technical', input, tools),
});

import { LayerReview } from '../../../src-shared/domain/qa.ts';
import { step } from '../../crews/step.ts';
import { ReviewInput } from '../review-input.ts';
import { reviewLayer } from '../review-layer.ts';

/** Reviews a text against its plan: beats told, length, ending, repeated paragraphs, marks left. */
export const reviewStructural = step({
  name: 'review-structural',
  agent: 'structural-reviewer',
  input: ReviewInput,
  output: LayerReview,
  run: (input, tools) => reviewLayer('structural', input, tools),
});

import { LayerReview } from '../../../src-shared/domain/qa.ts';
import { step } from '../../crews/step.ts';
import { ReviewInput } from '../review-input.ts';
import { reviewLayer } from '../review-layer.ts';

/** Reviews a text against its own sound: repetition within and across chapters, worn phrases, tense, talk about the text. */
export const reviewStyle = step({
  name: 'review-style',
  agent: 'style-reviewer',
  input: ReviewInput,
  output: LayerReview,
  run: (input, tools) => reviewLayer('style', input, tools),
});

import { LayerReview } from '../../../src-shared/domain/qa.ts';
import { step } from '../../crews/step.ts';
import { ReviewInput } from '../review-input.ts';
import { reviewLayer } from '../review-layer.ts';

/** Reviews a text against the worldbook and the guide: names, looks, who is there, who tells. */
export const reviewCharacter = step({
  name: 'review-character',
  agent: 'character-reviewer',
  input: ReviewInput,
  output: LayerReview,
  run: (input, tools) => reviewLayer('character', input, tools),
});

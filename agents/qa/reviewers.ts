import type { Role } from '../../src-shared/domain/model.ts';
import type { Layer } from '../../src-shared/domain/qa.ts';

/** Who reviews a layer. */
export const reviewerOf = {
  structural: 'structural-reviewer',
  character: 'character-reviewer',
  style: 'style-reviewer',
  technical: 'technical-reviewer',
} as const satisfies Readonly<Record<Layer, Role>>;

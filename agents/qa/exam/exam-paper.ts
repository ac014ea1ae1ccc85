import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Layer } from '../../../src-shared/domain/qa.ts';

const Paper = z.strictObject({
  known: z.string().default(''), // what the sentences are held against
  sentences: z.array(z.union([z.string(), z.strictObject({ text: z.string(), fault: z.string() })])).min(4),
});
/** A few numbered sentences, some with a planted fault, and what is known beside them. */
export type Paper = z.infer<typeof Paper>;

/** A layer's exam: our own sentences, twelve with a fault and twenty without, on papers short enough for a small model. */
export function examPapers(layer: Layer): readonly Paper[] {
  const file = new URL(`${layer}.yaml`, import.meta.url);
  return z.array(Paper).parse(parse(readFileSync(file, 'utf8')));
}

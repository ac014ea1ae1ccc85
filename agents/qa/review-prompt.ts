import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { PromptMessage } from '../../src-shared/domain/job.ts';
import type { Layer } from '../../src-shared/domain/qa.ts';
import type { Declarations } from '../declarations.ts';
import { fillPrompt, parsePrompt } from '../roles/prompt.ts';
import { modelRules } from './model-rules.ts';
import { reviewerOf } from './reviewers.ts';

const placeholders = ['role', 'goal', 'rules', 'known', 'sentences'];
const own = parsePrompt(readFileSync(new URL('review.md', import.meta.url), 'utf8'), {
  file: 'agents/qa/review.md',
  placeholders,
});

/** A sentence under the number it is asked about. */
export interface NumberedSentence {
  readonly number: number;
  readonly text: string;
}

/** The messages that ask a layer's reviewer about numbered sentences; `known` is what it may hold them against. */
export function reviewPrompt(
  layer: Layer,
  { known, sentences }: { readonly known: string; readonly sentences: readonly NumberedSentence[] },
  declarations: Declarations,
): PromptMessage[] {
  const { role, goal, prompt } = declarations.agents[reviewerOf[layer]];
  const template =
    prompt === null ? own : parsePrompt(prompt, { file: `${reviewerOf[layer]}: prompt`, placeholders });
  return fillPrompt(template, {
    role,
    goal,
    known,
    rules: Object.entries(modelRules[layer])
      .map(([name, meaning]) => `- ${name}: ${meaning}`)
      .join('\n'),
    sentences: sentences.map(({ number, text }) => `[${number}] ${text}`).join('\n'),
  });
}

/** What a reviewer answers: sentences by number, never their words. `most` bounds the list. */
export function accusations(layer: Layer, most: number) {
  return z.object({ findings: z.array(z.object(accusation(layer))).max(most) });
}

/** The same with a message for the writer and a mended sentence, "" where there is none. */
export function fullAccusations(layer: Layer, most: number) {
  const full = { ...accusation(layer), message: z.string().max(160), replacement: z.string().max(600) };
  return z.object({ findings: z.array(z.object(full)).max(most) });
}

function accusation(layer: Layer) {
  const [first = '', ...rest] = Object.keys(modelRules[layer]);
  return { sentence: z.int(), rule: z.enum([first, ...rest]) };
}

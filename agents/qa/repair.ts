import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { PromptMessage } from '../../src-shared/domain/job.ts';
import type { Finding } from '../../src-shared/domain/qa.ts';
import type { Declarations } from '../declarations.ts';
import type { Model } from '../model/model.ts';
import { collectText } from '../model/text.ts';
import { acceptableRepair } from './repair-check.ts';

const Lesson = z.strictObject({
  task: z.string(),
  examples: z
    .array(z.strictObject({ wrong: z.string(), right: z.string() }))
    .min(2)
    .max(4),
});
const lessons = z
  .strictObject({ grammar: Lesson, past: Lesson, present: Lesson })
  .parse(parse(readFileSync(new URL('data/repair-examples.yaml', import.meta.url), 'utf8')));

const longest = 60; // words of a sentence that a small model can still copy without a slip

/** One flagged sentence and what it may not lose. */
export interface RepairRequest {
  readonly sentence: string;
  readonly finding: Pick<Finding, 'rule' | 'values'>;
  readonly names: ReadonlySet<string>; // folded
}

/** Which lesson shows a model how to mend what a rule flagged; null for what is not mended sentence by sentence. */
export function lessonOf({ rule, values }: RepairRequest['finding']): keyof typeof lessons | null {
  if (rule === 'technical.grammar') return 'grammar';
  if (rule !== 'style.tense-drift') return null;
  return values.usual === 'present' ? 'present' : 'past';
}

/**
 * A model's wording of one sentence's repair: worked examples, temperature 0, few tokens. Null where the answer is
 * no repair (`acceptableRepair`). Throws what the model throws, and the signal's reason when aborted.
 */
export async function wordRepair(
  request: RepairRequest,
  { model, declarations }: { readonly model: Model; readonly declarations: Declarations },
  signal: AbortSignal,
): Promise<string | null> {
  const lesson = lessonOf(request.finding);
  if (lesson === null || request.sentence.split(/\s+/u).length > longest || request.sentence.includes('\n'))
    return null;
  const tokens = await model.countTokens(request.sentence);
  const answer = await collectText(
    model,
    {
      messages: repairPrompt(request.sentence, lessons[lesson]),
      maxTokens: Math.min(declarations.tasks['word-repair'].answerTokens, Math.ceil(tokens * 1.4) + 12),
      temperature: 0,
      stop: ['\n'],
    },
    { signal },
  );
  signal.throwIfAborted();
  return answer.reason === 'stop' ? acceptableRepair(request.sentence, answer.text, request.names) : null;
}

function repairPrompt(sentence: string, { task, examples }: z.infer<typeof Lesson>): PromptMessage[] {
  const shown = examples.flatMap(({ wrong, right }): PromptMessage[] => [
    { role: 'user', parts: [{ name: 'example', text: wrong }] },
    { role: 'assistant', parts: [{ name: 'example', text: right }] },
  ]);
  return [
    { role: 'system', parts: [{ name: 'instructions', text: task }] },
    ...shown,
    { role: 'user', parts: [{ name: 'task', text: sentence }] },
  ];
}

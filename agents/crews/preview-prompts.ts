import type { JobInput } from '../../src-shared/domain/job.ts';
import type { Role } from '../../src-shared/domain/model.ts';
import type { PromptPreview } from '../../src-shared/domain/prompt-preview.ts';
import type { AssembledPrompt } from '../context/assemble.ts';
import { isTiny } from '../context/window.ts';
import { gatherContext } from '../roles/context-keeper.ts';
import { planFromBrief, promptForPlan } from '../roles/director.ts';
import { firstPromptInSentences } from '../roles/help-in-sentences.ts';
import { promptForHelp } from '../roles/help-passage.ts';
import { promptForPortion } from '../roles/write-portions.ts';
import { isAskedInPortions, promptForBeat } from '../roles/writer.ts';
import { contextWish, requestOf } from './help-passage.ts';
import type { StepTools } from './step.ts';

type Named = { readonly step: string; readonly role: Role; readonly isExact: boolean };

/**
 * The first prompts of a job as they would be sent: the same gathering and packing, counted by the model's own
 * tokenizer, and no call to it. A review has none to show: its prompts depend on what its rules find.
 */
export async function previewPrompts(input: JobInput, tools: StepTools): Promise<readonly PromptPreview[]> {
  switch (input.kind) {
    case 'write-chapter': {
      const { chapterId, brief } = input;
      const context = await gatherContext.run({ chapterId, brief }, tools);
      const plan = await promptForPlan(context, tools);
      const [beat] = planFromBrief(context);
      const calls = [await told(plan, { step: 'plan', role: 'director', isExact: true }, tools)];
      if (beat === undefined) return calls;
      const first = { context, beat, before: '' };
      const prompt = await (isAskedInPortions(tools) ? promptForPortion : promptForBeat)(first, tools);
      return [...calls, await told(prompt, { step: 'write 1', role: 'writer', isExact: false }, tools)];
    }
    case 'help-passage': {
      const request = requestOf(input, await gatherContext.run(contextWish(input), tools));
      const ask = isTiny(tools.model('writer')) ? firstPromptInSentences : promptForHelp;
      return [await told(await ask(request, tools), { step: 'help', role: 'writer', isExact: true }, tools)];
    }
    case 'review-chapter':
    case 'review-novel':
      return [];
  }
}

async function told(
  { messages, receipt }: AssembledPrompt,
  named: Named,
  { model }: StepTools,
): Promise<PromptPreview> {
  const asked = model(named.role);
  const counted = messages.map(async ({ role, parts }) => ({
    role,
    parts: await Promise.all(
      parts.map(async ({ name, text }) => ({ name, text, tokens: await asked.countTokens(text) })),
    ),
  }));
  return {
    ...named,
    model: asked.id,
    messages: await Promise.all(counted),
    tokens: await asked.countPrompt(messages),
    receipt,
  };
}

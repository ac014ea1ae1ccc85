import { z } from 'zod';
import { ContextReceipt } from '../../src-shared/domain/context.ts';
import type { JobInput } from '../../src-shared/domain/job.ts';
import { HelpTask } from '../../src-shared/domain/passage.ts';
import { Block, proseFromText } from '../../src-shared/domain/prose.ts';
import { AppError } from '../../src-shared/errors.ts';
import { countWords } from '../../src-shared/text/words.ts';
import { assemblePrompt, withoutTexts, type AssembledPrompt } from '../context/assemble.ts';
import { candidate, type ContextCandidate } from '../context/candidate.ts';
import { GatheredContext } from '../context/gathered.ts';
import { lastPassage } from '../context/recent.ts';
import { isTiny } from '../context/window.ts';
import { step, type StepTools } from '../crews/step.ts';
import { collectText } from '../model/text.ts';
import { cleanProse } from './clean-prose.ts';
import { helpFault } from './help-check.ts';
import { helpInSentences } from './help-in-sentences.ts';
import { promptOf } from './prompts.ts';

export type HelpPassageInput = Extract<JobInput, { kind: 'help-passage' }>;

/** What a helper is given: the gathered context and the passage. */
export const HelpRequest = z.object({
  context: GatheredContext,
  task: HelpTask,
  before: z.string(),
  passage: z.string(),
  after: z.string(),
  instruction: z.string(),
  words: z.int(),
  isAgain: z.boolean(), // a part of a draft is written once more: other words are wanted, not other care
});
export type HelpRequest = z.infer<typeof HelpRequest>;

/** A helper's prose: blocks with their own ids, and what its prompt was made of. */
export const HelpedPassage = z.object({ blocks: z.array(Block).min(1).readonly(), receipt: ContextReceipt });

/** How often a model is asked before its answers are given up. */
const mostTries = 2;

/**
 * Continues, rewrites or expands a passage. Rules see to it that no name is lost and that the answer is neither empty
 * nor the task's own words. Throws MODEL_ANSWERED_NOTHING where no answer could be used.
 */
export const helpPassage = step({
  name: 'help',
  agent: 'writer',
  input: HelpRequest,
  output: HelpedPassage,
  run: async (request, tools) => {
    const { text, receipt } = await (isTiny(tools.model('writer')) ? helpInSentences : helpWhole)(
      request,
      tools,
    );
    if (text === '') throw new AppError('MODEL_ANSWERED_NOTHING', { model: tools.model('writer').id });
    const { content } = proseFromText(text, tools.newId);
    const blocks = content.filter(({ type }) => type !== 'sceneBreak');
    return { blocks, receipt: withoutTexts(receipt) };
  },
});

/** Asks a larger model for the whole passage, and once more where rules refuse its answer. */
async function helpWhole(
  request: HelpRequest,
  tools: StepTools,
): Promise<{ text: string; receipt: ContextReceipt }> {
  const { context, task } = request;
  const writer = tools.model('writer');
  const prompt = await promptForHelp(request, tools);
  const maxTokens = prompt.receipt.answerTokens;
  const names = (await tools.library.listEntries()).flatMap(({ title, aliases }) => [title, ...aliases]);
  for (let asked = 0; asked < mostTries; asked++) {
    const { temperature } = tools.declarations.agents.writer;
    const answer = await collectText(
      writer,
      { messages: prompt.messages, maxTokens, temperature, topP: 0.9 },
      { signal: tools.signal, onText: tools.show },
    );
    const text = cleanProse({
      text: answer.text,
      task: request.instruction,
      before: task === 'continue' ? request.before : lastPassage(request.before, 1200, context.language),
      language: context.language,
      isCutOff: answer.reason !== 'stop',
    });
    if (helpFault({ ...request, text, names, language: context.language }) === null)
      return { text, receipt: prompt.receipt };
    tools.show('\n\n');
  }
  return { text: '', receipt: prompt.receipt };
}

/** The prompt of a task for a model that can be asked for the whole. Throws MODEL_PROMPT_TOO_LONG. */
export async function promptForHelp(request: HelpRequest, tools: StepTools): Promise<AssembledPrompt> {
  const { context, task, passage, instruction, words } = request;
  const { role, goal } = tools.declarations.agents.writer;
  return assemblePrompt({
    model: tools.model('writer'),
    template: promptOf(`${task}-passage`, tools.declarations),
    values: { role, goal, passage, words: String(words), wish: instruction },
    candidates: [...context.candidates.filter(({ layer }) => layer !== 'recent'), ...around(request)],
    answerTokens: await answerTokensFor(request, tools),
    language: context.language,
    holdRecent: true,
  });
}

/** What stands around the passage: the nearest of it stays longest. */
function around({ context, before, after, task }: HelpRequest): ContextCandidate[] {
  const passage = lastPassage(before, 900, context.language);
  const earlier = before.slice(0, Math.max(0, before.length - passage.length)).trimEnd();
  const common = { layer: 'recent', source: { kind: 'outline' }, title: context.title } as const;
  const all: ContextCandidate[] = [
    candidate({ ...common, priority: 'low', reason: 'context.chapter-so-far', text: earlier, keep: 'end' }),
    candidate({ ...common, priority: 'high', reason: 'context.last-passage', text: passage, keep: 'end' }),
  ];
  if (task !== 'continue')
    all.push(
      candidate({ ...common, priority: 'medium', reason: 'context.after', text: after.slice(0, 600) }),
    );
  return all.filter(({ text }) => text !== '');
}

/** An answer's limit in the model's own tokens, by what its tokenizer makes of this novel's words. */
async function answerTokensFor({ context, task, before, passage, words }: HelpRequest, tools: StepTools) {
  const sample = `${before.slice(-2000)}\n\n${passage}`.trim();
  const sampled = countWords(sample, context.language);
  const perWord = sampled === 0 ? 1.5 : (await tools.model('writer').countTokens(sample)) / sampled;
  const { answerTokens } = tools.declarations.tasks[`${task}-passage`];
  return Math.min(answerTokens, Math.ceil(words * perWord * 1.5) + 32);
}

import { z } from 'zod';
import { ContextReceipt } from '../../src-shared/domain/context.ts';
import type { BlockId } from '../../src-shared/domain/ids.ts';
import { Block, proseFromText } from '../../src-shared/domain/prose.ts';
import { AppError } from '../../src-shared/errors.ts';
import { countWords } from '../../src-shared/text/words.ts';
import { assemblePrompt, withoutTexts, type AssembledPrompt } from '../context/assemble.ts';
import { candidate, type ContextCandidate } from '../context/candidate.ts';
import { GatheredContext } from '../context/gathered.ts';
import { lastPassage } from '../context/recent.ts';
import { isTiny } from '../context/window.ts';
import { Beat } from '../../src-shared/domain/beat.ts';
import { step, type StepTools } from '../crews/step.ts';
import type { Model } from '../model/model.ts';
import { collectText } from '../model/text.ts';
import { cleanProse } from './clean-prose.ts';
import { promptOf } from './prompts.ts';
import { writePortions } from './write-portions.ts';

/** Of a beat's words at least this many must have come, or it is asked for once more. */
const leastShare = 0.5;
/** How much of the chapter so far is always in view, in characters. */
const passageLength = 700;

/** A beat as prose: blocks with their own ids, and what its prompt was made of. */
export const WrittenBeat = z.object({
  blocks: z.array(Block).min(1).readonly(),
  words: z.int(),
  receipt: ContextReceipt,
});
export type WrittenBeat = z.infer<typeof WrittenBeat>;

const WriteInput = z.object({
  context: GatheredContext,
  beat: Beat,
  before: z.string(), // the chapter so far
  opensScene: z.boolean().optional(), // a scene break stands before it
});
type WriteInput = z.infer<typeof WriteInput>;

/** Writes one beat, with the last passage verbatim in view. Asks for the rest once where far too little came. */
export const writeBeat = step({
  name: 'write',
  agent: 'writer',
  input: WriteInput,
  output: WrittenBeat,
  run: async (input, tools): Promise<WrittenBeat> => {
    const { context, beat } = input;
    if (input.opensScene === true) tools.show('\n\n***\n\n');
    const { text, receipt } = await (isAskedInPortions(tools) ? writePortions : writeWhole)(input, tools);
    const { content } = proseFromText(text === '' ? beat.happens : text, tools.newId);
    const opening = input.opensScene === true ? [sceneBreak(tools.newId())] : [];
    return {
      blocks: [...opening, ...content],
      words: countWords(text, context.language),
      receipt: withoutTexts(receipt),
    };
  },
});

const sceneBreak = (id: string): Block => ({ type: 'sceneBreak', attrs: { id: id as BlockId } });

/** A novel's own prompt for the writer is kept to, whatever the model. */
export const isAskedInPortions = ({ model, declarations }: StepTools) =>
  declarations.agents.writer.prompt === null && isTiny(model('writer'));

/** Writes a beat in one piece, and asks for the rest once where far too little came. */
async function writeWhole(input: WriteInput, tools: StepTools) {
  const { context, beat } = input;
  const first = await writeOnce(input, beat.words, tools);
  if (first.isBlank) {
    const again = await writeOnce(input, beat.words, tools);
    if (again.isBlank) throw new AppError('MODEL_ANSWERED_NOTHING', { model: tools.model('writer').id });
    return again;
  }
  const missing = beat.words - countWords(first.text, context.language);
  if (missing <= beat.words * (1 - leastShare)) return first;
  const before = joined(input.before, first.text);
  const rest = await writeOnce({ ...input, before }, missing, tools);
  return { text: joined(first.text, rest.text), receipt: first.receipt };
}

const joined = (...texts: readonly string[]) => texts.filter((text) => text !== '').join('\n\n');

async function writeOnce(input: WriteInput, words: number, tools: StepTools) {
  const { context, before } = input;
  const writer = tools.model('writer');
  const answerTokens = await tokensFor(words, input, tools);
  const prompt = await promptFor(input, { writer, words, answerTokens, tools });
  const request = {
    messages: prompt.messages,
    maxTokens: answerTokens,
    temperature: tools.declarations.agents.writer.temperature,
    topP: 0.9,
  };
  if (before !== '') tools.show('\n\n');
  const { text, reason } = await collectText(writer, request, { signal: tools.signal, onText: tools.show });
  const cleaned = cleanProse({
    text,
    task: [prompt.messages.at(-1)?.parts.at(-1)?.text ?? '', input.beat.happens].join('\n\n'),
    before,
    language: context.language,
    isCutOff: reason !== 'stop',
  });
  return { text: cleaned, isBlank: text.trim() === '', receipt: prompt.receipt };
}

/** The prompt of a beat for a model that is asked for it whole. Throws MODEL_PROMPT_TOO_LONG. */
export async function promptForBeat(input: WriteInput, tools: StepTools): Promise<AssembledPrompt> {
  const { words } = input.beat;
  const answerTokens = await tokensFor(words, input, tools);
  return promptFor(input, { writer: tools.model('writer'), words, answerTokens, tools });
}

function promptFor(
  { context, beat, before }: WriteInput,
  {
    writer,
    words,
    answerTokens,
    tools,
  }: { writer: Model; words: number; answerTokens: number; tools: StepTools },
): Promise<AssembledPrompt> {
  const { role, goal } = tools.declarations.agents.writer;
  const there = context.cast.filter(({ title }) => beat.characters.includes(title) || beat.place === title);
  return assemblePrompt({
    model: writer,
    template: promptOf('writer', tools.declarations),
    values: {
      role,
      goal,
      words: String(words),
      tone: context.tone === '' ? '' : ` (${context.tone})`,
      cast: there.length > 0 ? `With: ${there.map(({ line }) => line).join('; ')}.` : '',
      happens: beat.happens,
    },
    candidates: [...context.candidates.filter(isNotRecent(before)), ...soFar(context, before)],
    answerTokens,
    language: context.language,
    holdRecent: true,
  });
}

/** Once the chapter has begun, how the one before ended is only background. */
const isNotRecent = (before: string) => (one: ContextCandidate) => before === '' || one.layer !== 'recent';

function soFar({ language }: GatheredContext, before: string): ContextCandidate[] {
  if (before === '') return [];
  const passage = lastPassage(before, passageLength, language);
  const earlier = before.slice(0, Math.max(0, before.length - passage.length)).trimEnd();
  const common = { layer: 'recent', source: { kind: 'brief' }, title: '', keep: 'end' } as const;
  return [
    candidate({ ...common, priority: 'low', reason: 'context.chapter-so-far', text: earlier }),
    candidate({ ...common, priority: 'high', reason: 'context.last-passage', text: passage }),
  ].filter(({ text }) => text !== '');
}

/** An answer's limit in the model's own tokens, by what its tokenizer makes of this novel's words. */
async function tokensFor(words: number, { context, before }: WriteInput, { model, declarations }: StepTools) {
  const sample = [context.previousEnd, before.slice(-2000), context.summary, context.brief]
    .join('\n\n')
    .trim();
  const sampled = countWords(sample, context.language);
  const perWord = sampled === 0 ? 1.5 : (await model('writer').countTokens(sample)) / sampled;
  return Math.min(declarations.tasks['write-beat'].answerTokens, Math.ceil(words * perWord * 1.25) + 24);
}

import type { ContextReceipt } from '../../src-shared/domain/context.ts';
import type { PromptMessage } from '../../src-shared/domain/job.ts';
import { searchWords } from '../../src-shared/text/search-words.ts';
import { sentencesOf } from '../../src-shared/text/sentences.ts';
import { assemblePrompt, type AssembledPrompt } from '../context/assemble.ts';
import { candidate, type ContextCandidate } from '../context/candidate.ts';
import type { GatheredContext } from '../context/gathered.ts';
import { lastPassage } from '../context/recent.ts';
import type { Beat } from '../../src-shared/domain/beat.ts';
import type { StepTools } from '../crews/step.ts';
import { textOfMessage } from '../model/model.ts';
import { collectText } from '../model/text.ts';
import { cleanProse, follow } from './clean-prose.ts';
import { promptOf } from './prompts.ts';
import { retellInPast } from './retell-in-past.ts';
import { leastTakeScore, scoreTake } from './take-score.ts';

/** Each portion is written this often, ever more freely; rules choose the best. */
const takeTemperatures = [0.3, 0.5, 0.7];
const portionTokens = 80;
const shortSentence = 5; // words: what has fewer goes with its neighbour
const inView = 160; // characters of what came before

export interface PortionInput {
  readonly context: GatheredContext;
  readonly beat: Beat;
  readonly before: string;
}

/**
 * Writes a beat the way a very small model can: each sentence of the beat is told in the past tense by rule, and
 * the model goes on from it in a few sentences, of which rules choose the best take, or none. A paragraph a sentence.
 */
export async function writePortions(
  input: PortionInput,
  tools: StepTools,
): Promise<{ text: string; receipt: ContextReceipt }> {
  const known = knownWords(input);
  const told = sentencesToTell(input);
  const paragraphs: string[] = [];
  let first: ContextReceipt | null = null;
  for (const sentence of told) {
    const soFar = [input.before, ...paragraphs].filter((part) => part !== '').join('\n\n');
    const { text, receipt } = await goOn({ ...input, sentence, soFar, known }, tools);
    const paragraph = follow(sentence, text);
    tools.show(`${soFar === '' ? '' : '\n\n'}${paragraph}`);
    paragraphs.push(paragraph);
    first ??= receipt;
  }
  if (first === null) throw new Error('a beat without a sentence');
  return { text: paragraphs.join('\n\n'), receipt: first };
}

/** A beat's sentences as they are told: in the past tense where that can be done by rule. */
function sentencesToTell({ context, beat }: PortionInput): readonly string[] {
  const portions = portionsOf(beat.happens, context.language);
  return isToldInPast(context) ? portions.map(retellInPast) : portions;
}

/** The prompt of a beat's first portion, as a very small model is asked. Throws MODEL_PROMPT_TOO_LONG. */
export function promptForPortion(input: PortionInput, tools: StepTools): Promise<AssembledPrompt> {
  const [sentence = input.beat.happens] = sentencesToTell(input);
  return portionPrompt({ ...input, sentence, soFar: input.before, known: new Set() }, tools);
}

/** Only English can be retold by rule, and not where the novel's style asks for the present tense. */
function isToldInPast({ language, candidates }: GatheredContext): boolean {
  const style = candidates.find(({ reason }) => reason === 'context.style')?.text ?? '';
  return /^en\b/u.test(language) && !/\bpresent tense\b/iu.test(style);
}

/** A beat's sentences; very short ones and what stands inside one pair of quotation marks stay together. */
export function portionsOf(happens: string, language: string): readonly string[] {
  const sentences = sentencesOf(happens, language).map(({ start, end }) => happens.slice(start, end).trim());
  const portions: string[] = [];
  for (const sentence of sentences) {
    const last = portions.at(-1);
    const isOpen =
      last !== undefined &&
      ((last.match(/["“”]/gu)?.length ?? 0) % 2 === 1 || isShort(last) || isShort(sentence));
    if (isOpen) portions.splice(-1, 1, follow(last, sentence));
    else portions.push(sentence);
  }
  return portions;
}

const isShort = (sentence: string) => sentence.split(/\s+/u).length < shortSentence;

export interface Portion extends PortionInput {
  readonly sentence: string;
  readonly soFar: string;
  /** Folded words that a name in a take may be made of. */
  readonly known: ReadonlySet<string>;
}

/** Goes on from one sentence: the best of some takes, "" where rules like none, and what the prompt was made of. */
export async function goOn(portion: Portion, tools: StepTools) {
  const { context, sentence, soFar, known } = portion;
  const writer = tools.model('writer');
  const { language } = context;
  const { messages, receipt } = await portionPrompt(portion, tools);
  let best = { text: '', score: leastTakeScore };
  for (const temperature of takeTemperatures) {
    const request = { messages, maxTokens: portionTokens, temperature, topP: 0.9 };
    const answer = await collectText(writer, request, { signal: tools.signal });
    const text = cleanProse({
      text: answer.text,
      task: examplesOf(messages, sentence),
      before: soFar,
      language,
      isCutOff: answer.reason !== 'stop',
    }).replace(/\n+/gu, ' ');
    const score = scoreTake({ text, sentence, before: soFar, known, language });
    if (score > best.score) best = { text, score };
  }
  return { text: best.text, receipt };
}

/** The prompt that asks to go on from one sentence. Throws MODEL_PROMPT_TOO_LONG. */
export function portionPrompt(
  { context, beat, sentence, soFar }: Portion,
  { model, declarations }: StepTools,
): Promise<AssembledPrompt> {
  const { role } = declarations.agents.writer;
  return assemblePrompt({
    model: model('writer'),
    template: promptOf('writer-in-portions', declarations),
    values: { role, sentence },
    candidates: [...castOf(context, beat), ...recentOf(context, soFar)],
    answerTokens: portionTokens,
    language: context.language,
  });
}

/** The sentence and the worked examples: none of it may come back as story. */
const examplesOf = (messages: readonly PromptMessage[], sentence: string) =>
  [sentence, ...messages.filter(({ role }) => role === 'assistant').map(textOfMessage)].join('\n\n');

function castOf({ cast }: GatheredContext, { characters, place }: Beat): ContextCandidate[] {
  return cast
    .filter(({ title }) => characters.includes(title) || title === place)
    .map(({ entryId, title, line }) =>
      candidate({
        layer: 'characters',
        priority: 'medium',
        source: { kind: 'lore', entryId },
        title,
        reason: 'context.in-beat',
        text: `${line}.`,
      }),
    );
}

function recentOf({ previousEnd, title, language }: GatheredContext, soFar: string): ContextCandidate[] {
  const text = lastPassage(soFar === '' ? previousEnd : soFar, inView, language);
  if (text === '') return [];
  const reason = soFar === '' ? 'context.previous-end' : 'context.last-passage';
  return [
    candidate({
      layer: 'recent',
      priority: 'high',
      source: { kind: 'outline' },
      title,
      reason,
      text: `Before: ${text.replace(/\s+/gu, ' ')}`,
      keep: 'end',
    }),
  ];
}

/** All words that a name in a take may be made of, folded. */
export function knownWords({
  context,
  before,
}: Pick<PortionInput, 'context' | 'before'>): ReadonlySet<string> {
  const { brief, summary, cast, candidates, language } = context;
  const names = [...cast.flatMap((member) => member.names), ...candidates.map(({ title }) => title)];
  return new Set(searchWords([brief, summary, before, ...names].join('\n'), language));
}

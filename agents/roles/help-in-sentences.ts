import type { ContextReceipt } from '../../src-shared/domain/context.ts';
import { sentencesOf } from '../../src-shared/text/sentences.ts';
import { countWords } from '../../src-shared/text/words.ts';
import { assemblePrompt, type AssembledPrompt } from '../context/assemble.ts';
import type { StepTools } from '../crews/step.ts';
import { textOfMessage } from '../model/model.ts';
import { collectText } from '../model/text.ts';
import { cleanProse, follow } from './clean-prose.ts';
import { helpFault } from './help-check.ts';
import type { HelpRequest } from './help-passage.ts';
import { promptOf } from './prompts.ts';
import { goOn, knownWords, portionPrompt, portionsOf } from './write-portions.ts';

/** Each sentence is asked for again this often, ever more freely. */
const rewordTemperatures = [0.3, 0.6, 0.8];
/** Of a portion's takes rules may like none: then the next portion is tried, this often in a row. */
const mostMisses = 2;
const rewordTokens = 90;

type Helped = { readonly text: string; readonly receipt: ContextReceipt };

/**
 * Helps the way a very small model can: a sentence at a time, with worked examples, and rules that choose. A rewriting
 * keeps the sentences it cannot better; the text is "" where no sentence at all came of it.
 */
export async function helpInSentences(request: HelpRequest, tools: StepTools): Promise<Helped> {
  if (request.task === 'continue') return continueInPortions(request, tools);
  if (request.task === 'expand' || request.isAgain) return expandInPortions(request, tools);
  return rewriteInSentences(request, tools);
}

/** The prompt a very small model is asked first. Throws MODEL_PROMPT_TOO_LONG. */
export async function firstPromptInSentences(
  request: HelpRequest,
  tools: StepTools,
): Promise<AssembledPrompt> {
  const { context, before, passage, task } = request;
  const [first = context.title] = portionsOf(passage.split(/\n{2,}/u)[0] ?? '', context.language);
  if (task === 'rewrite' && !request.isAgain) return promptForSentence(request, first, tools);
  const sentence = task === 'continue' ? openingOf(request) : first;
  const soFar = withoutEnd(before, sentence);
  return portionPrompt({ ...portionFor(request), sentence, soFar }, tools);
}

/** What a continuation goes on from: the writer's wish, else the last sentence, else the chapter's plan. */
function openingOf({ instruction, before, context }: HelpRequest): string {
  return instruction || lastSentence(before, context.language) || context.summary || context.title;
}

/** Goes on from the last sentence, and from what came of that, until there are words enough. */
async function continueInPortions(request: HelpRequest, tools: StepTools): Promise<Helped> {
  const { context, before, words } = request;
  const portion = portionFor(request);
  let sentence = openingOf(request);
  let text = '';
  let receipt: ContextReceipt | null = null;
  for (let misses = 0; misses < mostMisses && countWords(text, context.language) < words * 0.75;) {
    const soFar = join(withoutEnd(before, sentence), text);
    const take = await goOn({ ...portion, sentence, soFar }, tools);
    receipt ??= take.receipt;
    if (take.text === '') misses += 1;
    else {
      tools.show(text === '' ? take.text : ` ${take.text}`);
      text = follow(text, take.text);
      sentence = lastSentence(take.text, context.language);
      misses = 0;
    }
  }
  if (receipt === null) throw new Error('nothing was asked');
  return { text, receipt };
}

/** Keeps each of the passage's sentences and goes on from it; of a draft's part only how each paragraph begins. */
async function expandInPortions(request: HelpRequest, tools: StepTools): Promise<Helped> {
  const { context, before, passage, isAgain } = request;
  const portion = portionFor(request);
  const paragraphs: string[] = [];
  let receipt: ContextReceipt | null = null;
  let came = 0;
  for (const paragraph of passage.split(/\n{2,}/u).filter((part) => part.trim() !== '')) {
    const all = portionsOf(paragraph, context.language);
    const sentences = isAgain ? all.slice(0, 1) : all;
    let told = '';
    for (const sentence of sentences) {
      const soFar = join(before, ...paragraphs, told);
      const take = await goOn({ ...portion, sentence, soFar }, tools);
      receipt ??= take.receipt;
      if (take.text !== '') came += 1;
      const next = follow(sentence, take.text);
      tools.show(`${told === '' ? (paragraphs.length === 0 ? '' : '\n\n') : ' '}${next}`);
      told = follow(told, next);
    }
    paragraphs.push(told);
  }
  if (receipt === null) throw new Error('nothing was asked');
  return { text: came === 0 ? '' : paragraphs.join('\n\n'), receipt };
}

/** Asks for each sentence in other words and keeps it as it is where no answer is good enough. */
async function rewriteInSentences(request: HelpRequest, tools: StepTools): Promise<Helped> {
  const { context, passage } = request;
  const names = (await tools.library.listEntries()).flatMap(({ title, aliases }) => [title, ...aliases]);
  const paragraphs: string[] = [];
  let receipt: ContextReceipt | null = null;
  let came = 0;
  for (const paragraph of passage.split(/\n{2,}/u).filter((part) => part.trim() !== '')) {
    let told = '';
    for (const sentence of portionsOf(paragraph, context.language)) {
      const prompt = await promptForSentence(request, sentence, tools);
      receipt ??= prompt.receipt;
      const reworded = await rewordSentence({ request, sentence, prompt, names }, tools);
      if (reworded !== null) came += 1;
      const next = reworded ?? sentence;
      tools.show(`${told === '' ? (paragraphs.length === 0 ? '' : '\n\n') : ' '}${next}`);
      told = follow(told, next);
    }
    paragraphs.push(told);
  }
  if (receipt === null) throw new Error('nothing was asked');
  return { text: came === 0 ? '' : paragraphs.join('\n\n'), receipt };
}

interface Rewording {
  readonly request: HelpRequest;
  readonly sentence: string;
  readonly prompt: AssembledPrompt;
  readonly names: readonly string[];
}

async function rewordSentence(
  { request, sentence, prompt, names }: Rewording,
  tools: StepTools,
): Promise<string | null> {
  const { context, instruction } = request;
  const { language } = context;
  const { messages } = prompt;
  const examples = messages.filter(({ role }) => role === 'assistant').map(textOfMessage);
  for (const temperature of rewordTemperatures) {
    const answer = await collectText(
      tools.model('writer'),
      { messages, maxTokens: rewordTokens, temperature, topP: 0.9 },
      { signal: tools.signal },
    );
    const text = cleanProse({
      text: answer.text.replace(/^\s*(?:sentence|answer)\s*:\s*/iu, ''),
      task: examples.join('\n\n'),
      before: '',
      language,
      isCutOff: answer.reason !== 'stop',
    }).replace(/\n+/gu, ' ');
    const judged = {
      task: 'rewrite',
      text,
      passage: sentence,
      before: '',
      instruction,
      names,
      language,
    } as const;
    if (helpFault(judged) === null && hasSameSpeech(sentence, text)) return text;
  }
  return null;
}

/** Speech that begins must also end: a small model loses its quotation marks. */
const hasSameSpeech = (before: string, after: string): boolean => marks(before) === marks(after);
const marks = (text: string): number => text.match(/["“”«»„]/gu)?.length ?? 0;

/** The prompt that asks a very small model for one sentence in other words. */
export function promptForSentence(
  { context, instruction }: HelpRequest,
  sentence: string,
  tools: StepTools,
): Promise<AssembledPrompt> {
  const { role } = tools.declarations.agents.writer;
  return assemblePrompt({
    model: tools.model('writer'),
    template: promptOf('reword-sentence', tools.declarations),
    values: { role, wish: instruction === '' ? '' : ` ${instruction}`, sentence },
    candidates: [],
    answerTokens: rewordTokens,
    language: context.language,
  });
}

function portionFor({ context, before, passage }: HelpRequest) {
  const named = context.cast.filter(({ names }) =>
    names.some((name) => `${before.slice(-600)}\n${passage}`.includes(name)),
  );
  const titles = (kind: string) => named.filter((member) => member.kind === kind).map(({ title }) => title);
  const beat = {
    number: 1,
    happens: passage,
    characters: titles('character'),
    place: titles('place')[0] ?? '',
    words: 0,
  };
  return { context, beat, before, known: knownWords({ context, before: `${before}\n${passage}` }) };
}

/** The last whole sentence of a text. */
function lastSentence(text: string, language: string): string {
  const last = sentencesOf(text, language)
    .map(({ start, end }) => text.slice(start, end).trim())
    .filter((sentence) => sentence !== '' && sentence !== '***')
    .at(-1);
  return last ?? '';
}

const withoutEnd = (text: string, end: string): string =>
  end !== '' && text.trimEnd().endsWith(end) ? text.trimEnd().slice(0, -end.length).trimEnd() : text;

const join = (...texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n\n');

import type { JobInput } from '../../src-shared/domain/job.ts';
import type { Role } from '../../src-shared/domain/model.ts';
import type { PromptPreview } from '../../src-shared/domain/prompt-preview.ts';
import { layers, type Layer } from '../../src-shared/domain/qa.ts';
import type { Declarations } from '../declarations.ts';
import { reviewerOf } from '../qa/reviewers.ts';

/** From least to most. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Calls of one kind that a run will make: how many, and the tokens of each. */
export interface PlannedCalls {
  readonly role: Role;
  readonly calls: Range;
  readonly inputTokens: Range;
  readonly outputTokens: Range;
}

export interface RunFacts {
  readonly input: JobInput;
  /** The run's first prompts; none for a review. */
  readonly prompts: readonly PromptPreview[];
  readonly declarations: Declarations;
  /** What is known of a layer's reviewer: it passed its exam, failed it, or has not sat it. */
  exam(layer: Layer): 'passed' | 'failed' | 'not-sat';
  /** Words of each text that a review reads by itself. */
  readonly texts: readonly number[];
  contextTokens(role: Role): number;
}

const tokensPerWord: Range = { low: 1.2, high: 2.8 }; // English with a large vocabulary; Indonesian with a small one
const papers: Range = { low: 1, high: 4 }; // of an exam, which ends as soon as it cannot be passed
const paper: Range = { low: 300, high: 1200 };
const asksAgain = 2; // a repair, more room, or the rest of a short beat
const mostBeats = 8;
const fewestBeats = 3;
const wordsPerBeat = 80;
const mostRevised = 6; // blocks a round
const mostRepairs = 8; // sentences a round

/** Every kind of call a run may make, from what the recipe does at least to what its limits allow at most. */
export function plannedCalls(facts: RunFacts): readonly PlannedCalls[] {
  const { input } = facts;
  switch (input.kind) {
    case 'help-passage':
      return [helping(facts, input.words)];
    case 'write-chapter':
      return [...writing(facts, input.brief.words), ...judging(facts, input.quality.maxRevisions)];
    case 'review-chapter':
    case 'review-novel':
      return input.byRulesOnly === true ? [] : judging(facts, 0);
  }
}

function helping({ prompts, declarations }: RunFacts, words: number): PlannedCalls {
  const prompt = prompts[0]?.tokens ?? 0;
  const most = declarations.tasks['rewrite-passage'].answerTokens;
  return {
    role: 'writer',
    calls: { low: 1, high: asksAgain },
    inputTokens: { low: prompt / promptMargin, high: prompt },
    outputTokens: { low: words * 0.3, high: Math.min(most, words * tokensPerWord.high + 24) },
  };
}

/** Prompts of models that run elsewhere are counted with a margin: they may be shorter, never longer. */
const promptMargin = 1.6;

function writing({ prompts, declarations, contextTokens }: RunFacts, words: number): readonly PlannedCalls[] {
  const tokensOf = (role: Role): number => prompts.find((prompt) => prompt.role === role)?.tokens ?? 0;
  const beats = Math.max(1, Math.min(mostBeats, Math.floor(words / wordsPerBeat)));
  const { 'plan-beats': plan, 'write-beat': write } = declarations.tasks;
  const first = tokensOf('writer');
  const inSight = first + words * tokensPerWord.high; // the chapter so far stands before each beat
  return [
    {
      role: 'director',
      calls: { low: 1, high: asksAgain },
      inputTokens: {
        low: tokensOf('director') / promptMargin,
        high: tokensOf('director') + plan.answerTokens,
      },
      outputTokens: { low: plan.answerTokens * 0.1, high: plan.answerTokens },
    },
    {
      role: 'writer',
      calls: { low: Math.min(fewestBeats, beats), high: beats * asksAgain },
      inputTokens: { low: first / promptMargin, high: Math.min(inSight, contextTokens('writer')) },
      outputTokens: {
        low: Math.min(write.answerTokens, (words * 0.5 * tokensPerWord.low) / beats),
        high: Math.min(write.answerTokens, (words / beats) * 1.5 * tokensPerWord.high),
      },
    },
  ];
}

function judging(facts: RunFacts, maxRevisions: number): readonly PlannedCalls[] {
  const exams = layers
    .filter((layer) => facts.exam(layer) === 'not-sat')
    .map((layer): PlannedCalls => ({
      role: reviewerOf[layer],
      calls: { low: papers.low, high: papers.high * asksAgain },
      inputTokens: paper,
      outputTokens: { low: 5, high: 320 },
    }));
  const reviews = facts.texts.flatMap((words) => [
    ...judgingText(facts, { words, maxRevisions }),
    ...mending(facts, maxRevisions),
  ]);
  return [...exams, ...reviews];
}

/** The layers' judgements of one text. */
function judgingText(
  { declarations, contextTokens, exam }: RunFacts,
  { words, maxRevisions }: { readonly words: number; readonly maxRevisions: number },
): readonly PlannedCalls[] {
  const rounds: Range = { low: 1, high: maxRevisions + 1 };
  const text: Range = { low: words * tokensPerWord.low, high: words * tokensPerWord.high * 1.3 };
  return layers
    .filter((layer) => exam(layer) !== 'failed')
    .map((layer): PlannedCalls => {
      const answer = declarations.tasks[`review-${layer}`].answerTokens;
      const room = Math.max(1000, contextTokens(reviewerOf[layer]) - 2000 - answer);
      const windows = Math.max(1, Math.ceil(text.high / room));
      return {
        role: reviewerOf[layer],
        calls: { low: 0, high: windows * rounds.high * asksAgain }, // a stored answer, or an exam that is failed
        inputTokens: { low: Math.min(text.low, room), high: Math.min(text.high, room) + 2000 },
        outputTokens: { low: 5, high: answer * 2 },
      };
    });
}

function mending({ declarations }: RunFacts, maxRevisions: number): readonly PlannedCalls[] {
  const { 'word-repair': repair, 'revise-block': revise } = declarations.tasks;
  const calls = (most: number): Range => ({ low: 0, high: most });
  return [
    {
      role: 'technical-reviewer',
      calls: calls(mostRepairs * (maxRevisions + 1) * asksAgain),
      inputTokens: { low: 150, high: 700 },
      outputTokens: { low: 5, high: repair.answerTokens * 2 },
    },
    {
      role: 'editor',
      calls: calls(mostRevised * maxRevisions),
      inputTokens: { low: 300, high: 4000 },
      outputTokens: { low: 20, high: revise.answerTokens },
    },
  ];
}

import type { ExamResult, Layer } from '../../../src-shared/domain/qa.ts';
import { AppError } from '../../../src-shared/errors.ts';
import type { Declarations } from '../../declarations.ts';
import type { Model } from '../../model/model.ts';
import { generateStructured } from '../../model/structured.ts';
import { accusations, reviewPrompt } from '../review-prompt.ts';
import { examPapers, type Paper } from './exam-paper.ts';

/** Passed: at least this share of the planted faults found ... */
const leastFound = 0.6;
/** ... and at most this share of the clean sentences accused. */
const mostAccused = 0.1;
const answers = 6; // a paper has three faults
const answerTokens = 160;

interface Marks {
  readonly planted: number;
  readonly found: number;
  readonly clean: number;
  readonly accused: number;
}

/**
 * Examines a model in one layer: planted faults and clean sentences of our own, asked in the words and the form of a
 * real review. It passes with 60 % of the faults found and no more than 10 % of the clean sentences accused; naming
 * the sentence is enough. As soon as it can no longer pass, the exam ends, and the result counts what was asked so
 * far. An answer that is not of its form finds nothing. Throws other failures of the model, and the signal's reason.
 */
export async function sitExam(
  layer: Layer,
  { model, declarations, now }: { readonly model: Model; readonly declarations: Declarations; now(): number },
  signal: AbortSignal,
): Promise<ExamResult> {
  const papers = examPapers(layer);
  const whole = papers.map(sizeOf).reduce(add);
  let marks: Marks = { planted: 0, found: 0, clean: 0, accused: 0 };
  for (const paper of papers) {
    const named = await answer(paper, { layer, model, declarations }, signal);
    marks = add(marks, marksOf(paper, named));
    if (!canPass(marks, whole)) break;
  }
  return {
    model: model.id,
    layer,
    ...marks,
    passed: canPass(marks, whole) && marks.planted === whole.planted,
    takenAt: now(),
  };
}

async function answer(
  { known, sentences }: Paper,
  { layer, model, declarations }: { layer: Layer; model: Model; declarations: Declarations },
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const numbered = sentences.map((sentence, at) => ({ number: at + 1, text: textOf(sentence) }));
  try {
    const { findings } = await generateStructured(
      model,
      {
        messages: reviewPrompt(layer, { known, sentences: numbered }, declarations),
        schema: accusations(layer, answers),
        maxTokens: answerTokens,
        temperature: 0,
      },
      signal,
    );
    return new Set(findings.map(({ sentence }) => sentence));
  } catch (error) {
    if (error instanceof AppError && error.code === 'MODEL_OUTPUT_INVALID') return new Set();
    throw error;
  }
}

/** What one paper's answer is worth. */
export function marksOf({ sentences }: Paper, named: ReadonlySet<number>): Marks {
  const isPlanted = sentences.map((sentence) => typeof sentence !== 'string');
  const count = (planted: boolean, isNamed: boolean): number =>
    isPlanted.filter((is, at) => is === planted && (!isNamed || named.has(at + 1))).length;
  return {
    planted: count(true, false),
    found: count(true, true),
    clean: count(false, false),
    accused: count(false, true),
  };
}

/** True while the marks so far, with every question to come answered right, would pass. */
export function canPass(marks: Marks, whole: Marks): boolean {
  const atBest = marks.found + (whole.planted - marks.planted);
  return atBest >= whole.planted * leastFound && marks.accused <= whole.clean * mostAccused;
}

const sizeOf = (paper: Paper): Marks => marksOf(paper, new Set());
const textOf = (sentence: Paper['sentences'][number]): string =>
  typeof sentence === 'string' ? sentence : sentence.text;

function add(a: Marks, b: Marks): Marks {
  return {
    planted: a.planted + b.planted,
    found: a.found + b.found,
    clean: a.clean + b.clean,
    accused: a.accused + b.accused,
  };
}

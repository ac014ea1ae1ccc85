import { loadDeclarations } from '../../agents/load-declarations.ts';
import type { StepTools } from '../../agents/crews/step.ts';
import type { Library } from '../../agents/library.ts';
import type { Model } from '../../agents/model/model.ts';
import type { ReviewInput } from '../../agents/qa/review-input.ts';
import { chaptersOf } from '../../src-shared/domain/novel.ts';
import { proseFromText } from '../../src-shared/domain/prose.ts';
import type { ExamResult, Layer } from '../../src-shared/domain/qa.ts';
import { createMemoryLibrary } from './memory-library.ts';
import { readSampleNovel } from './sample-novel.ts';

/** What a step needs, over the sample novel in memory and one model for every role. `exams` grows as they are sat. */
export function reviewTools(
  model: Model,
  changes: Partial<Library> = {},
): StepTools & { exams: ExamResult[] } {
  const exams: ExamResult[] = [];
  let made = 0;
  return {
    model: () => model,
    library: { ...createMemoryLibrary(readSampleNovel()), ...changes },
    declarations: loadDeclarations(),
    signal: new AbortController().signal,
    newId: () => `019a0000-0000-7000-8000-${String(++made).padStart(12, '0')}`,
    now: () => 1_700_000_000_000,
    show: () => undefined,
    recordExam: (result) => void exams.push(result),
    exams,
  };
}

/** A text to review as a draft of the sample's third chapter. */
export function reviewInput(text: string, given: Partial<ReviewInput> = {}): ReviewInput {
  const chapter = chaptersOf(readSampleNovel().outline)[2];
  if (chapter === undefined) throw new Error('the sample has no third chapter');
  let block = 0;
  return {
    document: proseFromText(text, () => `b${++block}`),
    target: { kind: 'draft', draftId: '019a0000-0000-7000-8000-0000000000aa' } as ReviewInput['target'],
    chapterId: chapter.id,
    beats: [],
    brief: null,
    round: 0,
    exams: [],
    ...given,
  };
}

/** An exam result of a model in one layer. */
export function examResult(model: string, layer: Layer, passed: boolean): ExamResult {
  return { model, layer, planted: 12, found: passed ? 10 : 2, clean: 20, accused: 0, passed, takenAt: 0 };
}

import { expect, test } from 'vitest';
import { plannedCalls, type RunFacts } from '../../../../agents/crews/planned-calls.ts';
import { loadDeclarations } from '../../../../agents/load-declarations.ts';
import { JobInput } from '../../../../src-shared/domain/job.ts';
import type { PromptPreview } from '../../../../src-shared/domain/prompt-preview.ts';
import { uuid } from '../../../helpers/sample-novel.ts';

const prompt = (role: 'director' | 'writer', tokens: number): PromptPreview => ({
  step: role,
  role,
  model: 'm',
  messages: [],
  tokens,
  receipt: {
    model: 'm',
    contextTokens: 8192,
    answerTokens: 0,
    promptTokens: tokens,
    used: [],
    left: [],
  } as never,
  isExact: true,
});

const chapter = (words: number, maxRevisions: number): JobInput =>
  JobInput.parse({
    kind: 'write-chapter',
    chapterId: uuid('chapter'),
    brief: { words },
    quality: { maxRevisions },
  });

function plan(change: Partial<RunFacts> = {}) {
  const facts: RunFacts = {
    input: chapter(1200, 2),
    prompts: [prompt('director', 800), prompt('writer', 1500)],
    declarations: loadDeclarations(),
    exam: () => 'failed',
    texts: [1200],
    contextTokens: () => 8192,
    ...change,
  };
  const calls = plannedCalls(facts);
  const sum = (role: string, end: 'low' | 'high') =>
    calls.filter((one) => one.role === role).reduce((total, one) => total + one.calls[end], 0);
  return { calls, sum };
}

test('a chapter is one plan and a call a beat at the least, and every beat twice at the most', () => {
  const { sum } = plan();
  expect([sum('director', 'low'), sum('writer', 'low'), sum('writer', 'high')]).toEqual([1, 3, 16]);
});

test('nothing is counted lower at the most than at the least', () => {
  for (const exam of ['passed', 'failed', 'not-sat'] as const)
    for (const words of [50, 300, 20_000])
      for (const { calls, inputTokens, outputTokens } of plan({
        input: chapter(words, 3),
        texts: [words],
        exam: () => exam,
      }).calls)
        for (const { low, high } of [calls, inputTokens, outputTokens])
          expect(high).toBeGreaterThanOrEqual(low);
});

test('exams that were sat are not paid for again, and reviewers that failed them are not asked', () => {
  const of = (exam: 'passed' | 'failed' | 'not-sat') =>
    plan({ exam: () => exam }).sum('style-reviewer', 'high');
  expect(of('failed')).toBe(0);
  expect(of('not-sat')).toBeGreaterThan(of('passed'));
});

test('without revisions no block is written again, and with more of them more may be', () => {
  const editor = (rounds: number) => plan({ input: chapter(1200, rounds) }).sum('editor', 'high');
  expect([editor(0), editor(1), editor(3)]).toEqual([0, 6, 18]);
});

test('a novel’s review is counted scene by scene, and a short scene is a call of its own', () => {
  const input = JobInput.parse({ kind: 'review-novel', chapterId: uuid('chapter'), quality: {} });
  const of = (texts: readonly number[]) =>
    plan({ input, texts, exam: () => 'passed' }).sum('style-reviewer', 'high');
  expect(of(Array.from({ length: 30 }, () => 40))).toBe(30 * of([40]));
});

test('a review by rules asks nothing', () => {
  const input = JobInput.parse({
    kind: 'review-chapter',
    chapterId: uuid('chapter'),
    byRulesOnly: true,
    quality: {},
  });
  expect(plan({ input }).calls).toEqual([]);
});

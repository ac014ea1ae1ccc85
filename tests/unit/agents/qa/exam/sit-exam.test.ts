import { describe, expect, test } from 'vitest';
import { loadDeclarations } from '../../../../../agents/load-declarations.ts';
import type { Model } from '../../../../../agents/model/model.ts';
import { examPapers } from '../../../../../agents/qa/exam/exam-paper.ts';
import { canPass, sitExam } from '../../../../../agents/qa/exam/sit-exam.ts';
import { takeExams } from '../../../../../agents/qa/exam/take-exams.ts';
import { modelRules } from '../../../../../agents/qa/model-rules.ts';
import { layers, type Layer } from '../../../../../src-shared/domain/qa.ts';
import { examResult, reviewTools } from '../../../../helpers/review-tools.ts';
import { scriptedModel } from '../../../../helpers/scripted-model.ts';

const declarations = loadDeclarations();
const sit = (layer: Layer, model: Model) =>
  sitExam(layer, { model, declarations, now: () => 7 }, new AbortController().signal);

/** Answers to a layer's papers: of each, the first so many faults and the first so many clean sentences named. */
function answers(layer: Layer, { faults, clean }: { faults: number; clean: number }) {
  return examPapers(layer).map(({ sentences }) => {
    const numbers = (planted: boolean, most: number): number[] =>
      sentences.flatMap((one, at) => ((typeof one !== 'string') === planted ? [at + 1] : [])).slice(0, most);
    const named = [...numbers(true, faults), ...numbers(false, clean)];
    const rule = Object.keys(modelRules[layer])[0];
    return { answer: { findings: named.map((sentence) => ({ sentence, rule })) } };
  });
}

describe.each(layers)('the %s exam', (layer) => {
  test('has twelve planted faults of its own rules and twenty clean sentences', () => {
    const sentences = examPapers(layer).flatMap((paper) => paper.sentences);
    const planted = sentences.filter((sentence) => typeof sentence !== 'string');
    expect([planted.length, sentences.length - planted.length]).toEqual([12, 20]);
    for (const { fault } of planted) expect(Object.keys(modelRules[layer])).toContain(fault);
  });
});

test('a model that finds two thirds and accuses nobody passes', async () => {
  const model = scriptedModel(answers('technical', { faults: 2, clean: 0 }));
  const result = await sit('technical', model);
  model.finish();
  expect(result).toMatchObject({ planted: 12, found: 8, clean: 20, accused: 0, passed: true, takenAt: 7 });
});

test('a model that names everything does not pass, and is stopped as soon as that is sure', async () => {
  const model = scriptedModel(answers('style', { faults: 3, clean: 3 }));
  const result = await sit('style', model);
  expect(result).toMatchObject({ planted: 3, found: 3, clean: 5, accused: 3, passed: false });
  expect(model.requests).toHaveLength(1);
});

test('a model that names nothing does not pass, and the result counts what was asked', async () => {
  const model = scriptedModel(answers('character', { faults: 0, clean: 0 }));
  expect(await sit('character', model)).toMatchObject({
    planted: 6,
    found: 0,
    clean: 10,
    accused: 0,
    passed: false,
  });
});

test('a model that names each sentence of another layer by numbers out of range finds nothing', async () => {
  const model = scriptedModel([{ always: true, answer: { findings: [{ sentence: 99, rule: 'grammar' }] } }]);
  expect(await sit('technical', model)).toMatchObject({ found: 0, accused: 0, passed: false });
});

test('answers that are not of the form find nothing and end the exam', async () => {
  const model = scriptedModel([{ always: true, answer: 'I like all of these sentences.' }]);
  expect(await sit('technical', model)).toMatchObject({ found: 0, passed: false });
});

test('the prompt never gives the planted faults away', async () => {
  const model = scriptedModel(answers('technical', { faults: 3, clean: 0 }));
  await sit('technical', model);
  for (const { messages } of model.requests) expect(JSON.stringify(messages)).not.toMatch(/fault/i);
});

test('to pass takes 60 % of the faults and at most 10 % of the clean sentences', () => {
  const whole = { planted: 12, found: 0, clean: 20, accused: 0 };
  expect(canPass({ ...whole, found: 8, accused: 2 }, whole)).toBe(true);
  expect(canPass({ ...whole, found: 7, accused: 0 }, whole)).toBe(false);
  expect(canPass({ ...whole, found: 12, accused: 3 }, whole)).toBe(false);
});

test('an exam that this machine remembers is not sat again, a new one is kept', async () => {
  const model = scriptedModel([{ always: true, answer: { findings: [] } }]);
  const kept = (['structural', 'character', 'style'] as const).map((layer) =>
    examResult(model.id, layer, true),
  );
  const tools = reviewTools(model, { listExams: () => Promise.resolve(kept) });
  const results = await takeExams.run({}, tools);
  expect(results.map(({ passed }) => passed)).toEqual([true, true, true, false]);
  expect(tools.exams.map(({ layer }) => layer)).toEqual(['technical']);
});

import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDeclarations } from '../../../agents/load-declarations.ts';
import { openLlamaModel } from '../../../agents/model/llama-model.ts';
import type { Model } from '../../../agents/model/model.ts';
import { sitExam } from '../../../agents/qa/exam/sit-exam.ts';
import { wordRepair } from '../../../agents/qa/repair.ts';
import { languageModelFile } from '../../../src-main/services/paths.ts';
import { layers } from '../../../src-shared/domain/qa.ts';

const declarations = loadDeclarations();
const { signal } = new AbortController();
let model: Model;

beforeAll(async () => {
  if (!existsSync(languageModelFile()))
    throw new Error('The language model is not there: run the set-up first.');
  const threads = { writing: 1, reading: 1 };
  model = await openLlamaModel({
    provider: 'embedded',
    file: languageModelFile(),
    contextTokens: 4096,
    threads,
  });
});
afterAll(() => model.close());

test('the small model sits every exam to an honest end, and does not pass where it found too little', async () => {
  for (const layer of layers) {
    const result = await sitExam(layer, { model, declarations, now: Date.now }, signal);
    expect(result.planted).toBeGreaterThan(0);
    expect(result.passed).toBe(result.planted === 12 && result.found >= 8 && result.accused <= 2);
  }
});

test('the small model words plain repairs and changes nothing else', async () => {
  const finding = { rule: 'technical.grammar', values: {} };
  const worded = async (sentence: string) =>
    wordRepair({ sentence, finding, names: new Set(['veit', 'gesa']) }, { model, declarations }, signal);
  const repairs = [
    await worded('They was late again.'),
    await worded('I seen him at the mill.'),
    await worded('Veit and Gesa was at the weigh house all morning.'),
  ];
  const right = [
    'They were late again.',
    'I saw him at the mill.',
    'Veit and Gesa were at the weigh house all morning.',
  ];
  expect(repairs.filter((repair, at) => repair === right[at]).length).toBeGreaterThanOrEqual(2);
  for (const [at, repair] of repairs.entries()) expect([right[at], null]).toContain(repair);
});

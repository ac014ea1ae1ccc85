import { expect, test } from 'vitest';
import { wordRepairs } from '../../../../agents/qa/word-repairs.ts';
import { reviewLayer } from '../../../../agents/qa/review-layer.ts';
import type { GrammarFault } from '../../../../agents/library.ts';
import { reviewInput, reviewTools } from '../../../helpers/review-tools.ts';
import { scriptedModel, type ScriptStep } from '../../../helpers/scripted-model.ts';

const prose = 'Gesa opened the case. She walks to the window and looks out. Nobody spoke at all.';
const noGrammar = () => Promise.resolve(null);

/** The style layer's review of the text, and what the repairs make of it. */
async function repaired(script: ScriptStep[], text = prose) {
  const model = scriptedModel(script);
  const tools = reviewTools(model, { checkGrammar: noGrammar });
  const input = reviewInput(text);
  const review = await reviewLayer('style', input, tools);
  const [layer] = await wordRepairs.run({ ...input, layers: [review] }, tools);
  return { review, layer, model };
}

test('a sentence in the wrong tense gets a worded repair that a person decides on', async () => {
  const { layer, model } = await repaired([
    { prompt: 'She walks to the window', answer: 'She walked to the window and looked out.' },
  ]);
  model.finish();
  expect(layer?.patches.map(({ change, isSafe, origin }) => ({ change, isSafe, origin }))).toEqual([
    {
      change: {
        kind: 'replace',
        content: [{ type: 'text', text: 'She walked to the window and looked out.' }],
      },
      isSafe: false,
      origin: 'model',
    },
  ]);
});

test('an answer that leaves the fault in is no repair', async () => {
  const { layer } = await repaired([
    { prompt: 'She walks', answer: 'She walks to the windows and looks out.' },
  ]);
  expect(layer?.patches).toEqual([]);
});

test('an answer that brings a new fault is no repair', async () => {
  const { layer } = await repaired([
    { prompt: 'She walks', answer: 'She walked to the the window and looked out.' },
  ]);
  expect(layer?.patches).toEqual([]);
});

test('the sentence that is asked about is never one that no rule flagged', async () => {
  const { model } = await repaired([{ prompt: 'She walks', answer: '' }]);
  expect(model.requests).toHaveLength(1);
});

test('a model that fails words nothing and loses no finding', async () => {
  const { review, layer } = await repaired([{ error: { code: 'MODEL_FAILED', data: {} } }]);
  expect(layer?.issues).toEqual(review.issues);
});

test('a repair of grammar is checked by the grammar checker itself', async () => {
  const text = 'The waves was higher.';
  const fault: GrammarFault = { start: 10, end: 13, kind: 'Agreement', message: '', suggestions: [] };
  const checkGrammar = (texts: readonly string[]) =>
    Promise.resolve(texts.map((sentence) => (sentence.includes('was') ? [fault] : [])));
  const model = scriptedModel([{ prompt: text, answer: 'The waves were higher.' }]);
  const tools = reviewTools(model, { checkGrammar });
  const review = await reviewLayer('technical', reviewInput(text), tools);
  const [layer] = await wordRepairs.run({ ...reviewInput(text), layers: [review] }, tools);
  expect(layer?.patches).toHaveLength(1);
});

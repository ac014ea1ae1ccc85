import { expect, test } from 'vitest';
import { reviewLayer } from '../../../../agents/qa/review-layer.ts';
import { examResult, reviewInput, reviewTools } from '../../../helpers/review-tools.ts';
import { scriptedModel } from '../../../helpers/scripted-model.ts';

const prose =
  'Gesa opened the case. The waves was higher then the wall. Nobody spoke.\n\nGesa closed the the case.';
const passedTechnical = [examResult('scripted/script', 'technical', true)];

test('a model that never sat the exam is not asked, and the review says so', async () => {
  const model = scriptedModel([]);
  const review = await reviewLayer('technical', reviewInput(prose), reviewTools(model));
  expect(review.evaluation).toMatchObject({ rules: true, model: null, reason: 'qa.model-not-examined' });
  expect(review.issues.map(({ rule, anchor }) => [rule, anchor?.quote])).toEqual([
    ['technical.doubled-word', 'the the'],
  ]);
  expect(review.patches.map(({ isSafe, origin }) => [isSafe, origin])).toEqual([[true, 'rule']]);
});

test('a model that failed the exam is not asked', async () => {
  const exams = [examResult('scripted/script', 'technical', false)];
  const review = await reviewLayer(
    'technical',
    reviewInput(prose, { exams }),
    reviewTools(scriptedModel([])),
  );
  expect(review.evaluation.reason).toBe('qa.model-failed-exam');
});

test('an exam passed in one layer opens no other', async () => {
  const review = await reviewLayer(
    'style',
    reviewInput(prose, { exams: passedTechnical }),
    reviewTools(scriptedModel([])),
  );
  expect(review.evaluation.reason).toBe('qa.model-not-examined');
});

test('quotes are cut from our text by number, invented numbers are dropped and counted', async () => {
  const model = scriptedModel([
    {
      prompt: '[2] The waves was higher then the wall.',
      answer: {
        findings: [
          {
            sentence: 2,
            rule: 'grammar',
            message: 'The verb.',
            replacement: 'The waves were higher than the wall.',
          },
          { sentence: 40, rule: 'grammar', message: 'Invented.', replacement: '' },
        ],
      },
    },
  ]);
  const input = reviewInput(prose, { exams: passedTechnical });
  const review = await reviewLayer('technical', input, reviewTools(model));
  const found = review.issues.find(({ origin }) => origin === 'model');
  expect(review.evaluation).toMatchObject({ model: 'scripted/script', reason: null, dropped: 1 });
  expect(found?.anchor?.quote).toBe('The waves was higher then the wall.');
  expect(found?.note).toBe('The verb.');
  const patch = review.patches.find(({ findingId }) => findingId === found?.id);
  expect(patch).toMatchObject({ origin: 'model', isSafe: false });
  expect(patch?.change).toEqual({
    kind: 'replace',
    content: [{ type: 'text', text: 'The waves were higher than the wall.' }],
  });
});

test('a replacement that writes another sentence makes no patch', async () => {
  const answer = {
    findings: [
      { sentence: 3, rule: 'grammar', message: '', replacement: 'The whole room fell silent at once.' },
    ],
  };
  const input = reviewInput(prose, { exams: passedTechnical });
  const review = await reviewLayer('technical', input, reviewTools(scriptedModel([{ answer }])));
  expect(review.issues.some(({ origin }) => origin === 'model')).toBe(true);
  expect(review.patches.some(({ origin }) => origin === 'model')).toBe(false);
});

test('what a rule already flagged in a sentence is not said twice', async () => {
  const answer = { findings: [{ sentence: 4, rule: 'grammar', message: 'Twice.', replacement: '' }] };
  const input = reviewInput(prose, { exams: passedTechnical });
  const review = await reviewLayer('technical', input, reviewTools(scriptedModel([{ answer }])));
  expect(review.issues).toHaveLength(1);
});

test('a long text is asked about in windows that fit the model, every sentence once', async () => {
  const long = Array.from(
    { length: 120 },
    (_, at) => `Gesa wrote down the number ${at + 1} in the book.`,
  ).join(' ');
  const model = scriptedModel([{ always: true, answer: { findings: [] } }], 1024);
  await reviewLayer('technical', reviewInput(long, { exams: passedTechnical }), reviewTools(model));
  expect(model.requests.length).toBeGreaterThan(2);
  const asked = model.requests.flatMap(({ messages }) =>
    [...JSON.stringify(messages).matchAll(/\[(\d+)\] Gesa/g)].map(([, number]) => Number(number)),
  );
  expect(asked).toEqual(Array.from({ length: 120 }, (_, at) => at + 1));
  for (const { messages } of model.requests)
    expect((await model.countPrompt(messages)) + 400).toBeLessThanOrEqual(1024);
});

test('a model that fails in its review leaves the rules standing and is not named as a judge', async () => {
  const model = scriptedModel([{ error: { code: 'MODEL_FAILED', data: {} }, always: true }]);
  const review = await reviewLayer(
    'technical',
    reviewInput(prose, { exams: passedTechnical }),
    reviewTools(model),
  );
  expect(review.evaluation).toMatchObject({ rules: true, model: null, reason: 'qa.model-failed' });
  expect(review.score).not.toBeNull();
});

test('a text without words has no score in any layer', async () => {
  const review = await reviewLayer('style', reviewInput(''), reviewTools(scriptedModel([])));
  expect(review).toMatchObject({
    score: null,
    evaluation: { rules: false, model: null, reason: 'qa.no-text' },
  });
});

test('a waived finding goes with its patch, and only for its own quote', async () => {
  const listWaivers = () =>
    Promise.resolve([{ rule: 'technical.doubled-word', quote: 'the the', createdAt: 0 }]);
  const tools = reviewTools(scriptedModel([]), { listWaivers });
  const waived = await reviewLayer('technical', reviewInput(`${prose}\n\nHe saw in in the dark.`), tools);
  expect(waived.issues.map(({ anchor }) => anchor?.quote)).toEqual(['in in']);
  expect(waived.patches).toHaveLength(1);
});

test('rules that do not know the language are named as skipped', async () => {
  const { outline } = await import('../../../helpers/sample-novel.ts').then(({ readSampleNovel }) =>
    readSampleNovel(),
  );
  const getOutline = () => Promise.resolve({ ...outline, novel: { ...outline.novel, language: 'ja' } });
  const tools = reviewTools(scriptedModel([]), { getOutline });
  const review = await reviewLayer('technical', reviewInput('彼は家に入った。'), tools);
  expect(review.evaluation.skipped).toContain('technical.grammar');
  expect(review.evaluation.rules).toBe(true);
});

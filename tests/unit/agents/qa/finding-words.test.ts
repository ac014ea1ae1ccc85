import { expect, test } from 'vitest';
import { ruleLayers } from '../../../../agents/qa/layers/rules.ts';
import { modelRules } from '../../../../agents/qa/model-rules.ts';
import { layers } from '../../../../src-shared/domain/qa.ts';
import words from '../../../../resources/locales/en/findings.json' with { type: 'json' };

test('every finding, by a rule or a model, and every reason has words for the writer', () => {
  const rules = layers.flatMap((layer) => [
    ...ruleLayers[layer].rules.map(({ id }) => id),
    ...Object.keys(modelRules[layer]).map((name) => `${layer}.${name}`),
  ]);
  const reasons = [
    'model-not-examined',
    'model-failed-exam',
    'model-failed',
    'no-rules-for-language',
    'no-text',
  ];
  const keys = [...rules.map((rule) => `finding.${rule}`), ...reasons.map((reason) => `qa.${reason}`)];
  expect(keys.filter((key) => !(key in words))).toEqual([]);
});

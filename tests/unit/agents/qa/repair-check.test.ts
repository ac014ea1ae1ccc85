import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { acceptableRepair } from '../../../../agents/qa/repair-check.ts';

interface Case {
  name: string;
  sentence: string;
  answer: string;
  worded: string | null;
}
const cases = parse(readFileSync('tests/cases/qa/repairs.yaml', 'utf8')) as Case[];
const names = new Set(['gesa', 'amrain', 'veit']);

describe('an answer is taken as a repair, or not:', () => {
  test.each(cases)('$name', ({ sentence, answer, worded }) => {
    expect(acceptableRepair(sentence, answer, names)).toBe(worded);
  });
});

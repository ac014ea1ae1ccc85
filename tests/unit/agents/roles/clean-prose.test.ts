import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { cleanProse } from '../../../../agents/roles/clean-prose.ts';

const Case = z.strictObject({
  name: z.string(),
  written: z.string(),
  expected: z.string(),
  task: z.string().default(''),
  before: z.string().default(''),
  isCutOff: z.boolean().default(false),
  language: z.string().default('en'),
});
const cases = z
  .array(Case)
  .parse(parse(readFileSync(new URL('../../../cases/prose/clean-prose.yaml', import.meta.url), 'utf8')));

test.each(cases)('$name', ({ written, expected, task, before, isCutOff, language }) => {
  expect(cleanProse({ text: written, task, before, isCutOff, language })).toBe(expected.trim());
});

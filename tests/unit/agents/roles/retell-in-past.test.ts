import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { retellInPast } from '../../../../agents/roles/retell-in-past.ts';

const cases = z
  .array(z.strictObject({ present: z.string(), past: z.string() }))
  .parse(parse(readFileSync(new URL('../../../cases/prose/retell-in-past.yaml', import.meta.url), 'utf8')));

test.each(cases)('$present', ({ present, past }) => {
  expect(retellInPast(present)).toBe(past);
  expect(retellInPast(past)).toBe(past);
});

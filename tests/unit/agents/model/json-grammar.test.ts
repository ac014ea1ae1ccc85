import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { toGrammarSchema } from '../../../../agents/model/json-grammar.ts';
import type { JsonSchema } from '../../../../agents/model/model.ts';

const cases = parse(
  readFileSync(new URL('../../../cases/models/grammar-schemas.yaml', import.meta.url), 'utf8'),
) as { name: string; schema: JsonSchema; expected: JsonSchema }[];

describe('a JSON Schema for the grammar', () => {
  test.each(cases)('$name', ({ schema, expected }) => {
    expect(toGrammarSchema(schema)).toEqual(expected);
  });
});

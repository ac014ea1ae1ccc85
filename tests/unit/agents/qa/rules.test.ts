import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ruleLayers } from '../../../../agents/qa/layers/rules.ts';
import { writeProse, readProse } from '../../../helpers/prose-notation.ts';
import { notationOf, RuleCase, runCase } from '../../../helpers/rule-case.ts';

const folder = 'tests/cases/qa/rules';
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const casesOf = (file: string) => z.array(RuleCase).parse(parse(readFileSync(`${folder}/${file}`, 'utf8')));

test('every rule has cases, with faults found and with clean text left alone', () => {
  const rules = Object.values(ruleLayers).flatMap((layer) => layer.rules.map(({ id }) => id));
  expect(files.map((file) => file.replace('.yaml', '')).sort()).toEqual(rules.sort());
  for (const file of files) {
    const cases = casesOf(file);
    expect(
      cases.some(({ accused }) => accused.length > 0),
      `${file} finds nothing`,
    ).toBe(true);
    expect(
      cases.some(({ accused }) => accused.length === 0),
      `${file} leaves nothing alone`,
    ).toBe(true);
  }
});

describe.each(files)('%s', (file) => {
  test.each(casesOf(file))('$name', (given) => {
    const results = runCase(file.replace('.yaml', ''), given);
    expect(results.issues.map(({ anchor }) => anchor?.quote ?? null)).toEqual(
      given.accused.map((quote) => quote?.replaceAll('∗', '*') ?? null),
    );
    if (given.severity !== undefined) expect(results.issues[0]?.severity).toBe(given.severity);
    if (given.evidence !== undefined) expect(results.issues[0]?.evidence[0]?.quote).toBe(given.evidence);
    if (given.mended !== undefined) expect(results.safely).toEqual(written(given.mended));
    if (given.proposed !== undefined) expect(results.fully).toEqual(written(given.proposed));
  });
});

const written = (prose: string | string[] | Record<string, string>) =>
  writeProse(readProse(notationOf(prose)).document);

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { prepareFind } from '../../../../src-shared/text/find-in-text.ts';

interface Case {
  readonly text: string;
  readonly query: string;
  readonly language?: string;
  readonly matchCase?: boolean;
  readonly wholeWord?: boolean;
  readonly foldAccents?: boolean;
  readonly found: readonly string[];
}
const cases = parse(readFileSync('tests/cases/find/in-text.yaml', 'utf8')) as Case[];

test.each(cases)(
  '$query in “$text” is found where it stands, and nowhere else',
  ({ text, query, found, ...how }) => {
    const options = { language: 'en', matchCase: false, wholeWord: false, foldAccents: false, ...how };
    expect(prepareFind(query, options)(text).map(({ start, end }) => text.slice(start, end))).toEqual(found);
  },
);

import { expect, test } from 'vitest';
import { ruleLayers } from '../../../agents/qa/layers/rules.ts';
import { modelRules } from '../../../agents/qa/model-rules.ts';
import { layers } from '../../../src-shared/domain/qa.ts';
import { errorCodes } from '../../../src-shared/errors.ts';
import { listWords } from '../../helpers/catalogues.ts';
import { findWordUses, usesIn } from '../../helpers/word-uses.ts';

const keys = new Set(listWords('en').map(({ key }) => key));
const uses = findWordUses();

/** Keys that no source spells out, because a closed list of the product makes them. */
const made = [
  ...errorCodes.map((code) => `error.${code}`),
  ...layers.flatMap((layer) => [
    ...ruleLayers[layer].rules.map(({ id }) => `finding.${id}`),
    ...Object.keys(modelRules[layer]).map((name) => `finding.${layer}.${name}`),
  ]),
];

const isMatch = (pattern: string, key: string): boolean =>
  new RegExp(`^${pattern.split('*').map(escaped).join('.+')}$`).test(key);

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

test('everything that is said has words', () => {
  const missing = uses.said
    .filter(({ text }) => !keys.has(text))
    .map(({ where, text }) => `${where} ${text}`);
  expect(missing).toEqual([]);
  expect(uses.commands.filter(({ text }) => !keys.has(`command.${text}`)).map(({ text }) => text)).toEqual(
    [],
  );
  const reasons = [...uses.strings].filter((text) => /^reason\.[a-z-]+$/.test(text));
  expect(reasons.filter((key) => !keys.has(key))).toEqual([]);
  expect(made.filter((key) => !keys.has(key))).toEqual([]);
});

test('every key that is put together meets words, and is not made of variables alone', () => {
  const lost = uses.patterns.filter(({ text }) => ![...keys].some((key) => isMatch(text, key)));
  expect(lost.map(({ where, text }) => `${where} ${text}`)).toEqual([]);
  expect(uses.patterns.filter(({ text }) => text.startsWith('*')).map(({ where }) => where)).toEqual([]);
});

test('no words are kept that nothing says', () => {
  const patterns = [...uses.strings].filter((text) => /^[a-z][a-z-]*\.[^/ ]*\*/.test(text));
  const isUsed = (key: string): boolean => {
    if (key.startsWith('command.'))
      return uses.strings.has(key.replace(/^command\./, '')) || uses.strings.has(key);
    return uses.strings.has(key) || made.includes(key) || patterns.some((pattern) => isMatch(pattern, key));
  };
  expect([...keys].filter((key) => !isUsed(key))).toEqual([]);
});

test('no English stands in the window’s markup or in what a screen reader says', () => {
  expect(uses.literals.map(({ where, text }) => `${where} ${text}`)).toEqual([]);
});

test('a literal in markup, a key in a branch and a key that is put together are all seen', () => {
  const seen = usesIn(
    "<a title='Open it' aria-label={`Close ${x}`}>{say(isOpen ? 'a.b' : 'a.c')} Save {say(`a.${x}.d`)} {'Undo'}</a>",
    'x.tsx',
  );
  expect(seen.said.map(({ text }) => text)).toEqual(['a.b', 'a.c']);
  expect(seen.patterns.map(({ text }) => text)).toEqual(['a.*.d']);
  expect(seen.literals.map(({ text }) => text)).toEqual(['Open it', 'Close', 'Save', 'Undo']);
});

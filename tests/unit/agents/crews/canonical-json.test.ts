import { expect, test } from 'vitest';
import { canonicalJson, hashOf } from '../../../../agents/crews/canonical-json.ts';

test('key order and undefined members do not change the text, list order does', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: undefined, A: true })).toBe(
    '{"A":true,"b":[1,{"c":"é","d":null}]}',
  );
  expect(hashOf({ a: 1, b: 2 })).toBe(hashOf({ b: 2, a: 1 }));
  expect(hashOf([1, 2])).not.toBe(hashOf([2, 1]));
});

test('numbers and texts that look alike are different values', () => {
  expect(hashOf({ a: 1 })).not.toBe(hashOf({ a: '1' }));
  expect(hashOf({ a: null })).not.toBe(hashOf({ a: 'null' }));
});

test.each([
  [{ list: [{ score: NaN }] }, 'list[0].score is NaN'],
  [{ names: new Map() }, 'names is not JSON (Map)'],
  [[undefined], '[0] is not JSON (undefined)'],
  [() => 1, 'the value is not JSON (function)'],
  [10n, 'the value is not JSON (bigint)'],
])('what JSON would change in silence is refused by its place: %#', (value, words) => {
  expect(() => canonicalJson(value)).toThrow(words);
});

test('the hash is SHA-256 of the text', () => {
  expect(hashOf({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
});

import { expect, test } from 'vitest';
import { listCatalogue, listItems } from '../../../src-main/services/model-catalogue.ts';
import { fitModel } from '../../../src-main/services/model-fit.ts';

const gigabyte = 1e9;
const eight = { bytes: 4.92 * gigabyte, cacheBytesPerToken: 131_072, trainedTokens: 131_072 };

test.each([
  [4, 'too-large', 2_048],
  [8, 'tight', 2_048],
  [12, 'tight', 16_384],
  [32, 'fits', 16_384],
] as const)(
  'in %i GB an 8-billion model is called %s, with a window of %i tokens',
  (memory, verdict, tokens) => {
    expect(fitModel(eight, memory * gigabyte)).toMatchObject({ verdict, contextTokens: tokens });
  },
);

test('a model trained for a short window is never given a longer one', () => {
  const fit = fitModel({ ...eight, trainedTokens: 4_096 }, 64 * gigabyte);
  expect(fit).toMatchObject({ verdict: 'fits', contextTokens: 4_096 });
  expect(fit.neededBytes).toBeGreaterThan(eight.bytes + 4_096 * 131_072);
});

test('a mirror takes the place of the host in every address, and every file has a checksum of its own', () => {
  const files = listItems('https://mirror.example/hub/').flatMap((item) => item.files);
  expect(files.every(({ url }) => url.startsWith('https://mirror.example/hub/'))).toBe(true);
  expect(files.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256 ?? ''))).toBe(true);
  expect(new Set(files.map(({ sha256 }) => sha256)).size).toBe(files.length);
  const ids = listItems().map(({ id }) => id);
  expect(listCatalogue(8 * gigabyte).map(({ id }) => id)).toEqual(ids);
});

import { expect, test } from 'vitest';
import kept from '../../../resources/licences.json' with { type: 'json' };
import { listLicences } from '../../../scripts/licences.ts';

test('the licences that the window shows are those of what is installed: `node scripts/write-licences.ts` brings them up', () => {
  expect(kept).toEqual(listLicences());
});

test('no part of the app is under a licence that would bind the whole of it', () => {
  const binding = kept.filter(
    ({ licence }) => /\b(A?GPL|SSPL|BUSL)/.test(licence) && !/\bOR\b/.test(licence),
  );
  expect(binding).toEqual([]);
});

import { expect, test } from 'vitest';
import {
  AppSettings,
  localeFor,
  SettingsChange,
  usualSettings,
} from '../../../../src-shared/domain/settings.ts';

test('one damaged setting does not take the others with it', () => {
  const kept = AppSettings.parse({ theme: 'dark', proseSize: 'huge', locale: 'xx', later: true });
  expect(kept).toEqual({ ...usualSettings, theme: 'dark' });
});

test('what the window sends has to be right', () => {
  expect(SettingsChange.safeParse({ theme: 'pink' }).success).toBe(false);
  expect(SettingsChange.safeParse({ proseSize: 400 }).success).toBe(false);
  expect(SettingsChange.safeParse({ unknown: 1 }).success).toBe(false);
  expect(SettingsChange.parse({ locale: 'id' })).toEqual({ locale: 'id' });
});

test.each([
  [['id-ID', 'en-US'], 'id'],
  [['in'], 'id'],
  [['de-DE', 'id', 'en'], 'id'],
  [['fr-FR'], 'en'],
  [['en_US.UTF-8'], 'en'],
  [['idx'], 'en'],
  [[], 'en'],
])('a system that prefers %j starts in %s', (preferred, locale) => {
  expect(localeFor(preferred)).toBe(locale);
});

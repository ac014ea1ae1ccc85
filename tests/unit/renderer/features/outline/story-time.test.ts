import { expect, test } from 'vitest';
import {
  clockOf,
  momentOf,
  parseClock,
  storyTimeOf,
} from '../../../../../src-renderer/features/outline/story-time.ts';

test.each([
  [0, { day: 1, hour: 0, minute: 0 }],
  [14 * 60 + 30, { day: 1, hour: 14, minute: 30 }],
  [3 * 1440 + 1, { day: 4, hour: 0, minute: 1 }],
  [-1, { day: 0, hour: 23, minute: 59 }],
  [-1441, { day: -1, hour: 23, minute: 59 }],
])('%i minutes are a day and a time, and back', (storyTime, moment) => {
  expect(momentOf(storyTime)).toEqual(moment);
  expect(storyTimeOf(moment)).toBe(storyTime);
});

test.each([
  ['7', '07:00'],
  ['7:30', '07:30'],
  ['19.05', '19:05'],
  ['1905', '19:05'],
  [' 9 15 ', '09:15'],
  ['24:00', null],
  ['7:60', null],
  ['seven', null],
  ['', null],
])('a writer who types "%s" means %s', (typed, clock) => {
  const parsed = parseClock(typed);
  expect(parsed && clockOf(parsed)).toBe(clock);
});

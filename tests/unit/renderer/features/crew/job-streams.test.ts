// @vitest-environment jsdom
import { expect, test } from 'vitest';
import {
  addToStream,
  listenToStream,
  setStream,
} from '../../../../../src-renderer/features/crew/job-streams.ts';
import type { JobId } from '../../../../../src-shared/domain/ids.ts';
import type { Job } from '../../../../../src-shared/domain/job.ts';

let made = 0;
/** A job that a listener hears; what it heard stands in `text`. */
function heard() {
  const jobId = `job ${++made}` as JobId;
  let text = '';
  const listener = { reset: (all: string) => (text = all), append: (more: string) => (text += more) };
  const { end } = listenToStream(jobId, listener);
  const delta = (seq: number, words: string, key = 'write 1') =>
    addToStream({ type: 'text-delta', seq, jobId, key, text: words });
  const snapshot = (seq: number, partialText: string, step: string | null = 'write 1') =>
    setStream({ id: jobId, partialText, progress: { step } } as unknown as Job, seq);
  return { delta, snapshot, end, text: () => text };
}

test('what came while the snapshot was on its way is added once, and what it already holds is not', () => {
  const { delta, snapshot, text } = heard();
  delta(4, 'one ');
  delta(5, 'two ');
  delta(6, 'three');
  expect(text()).toBe('');
  snapshot(5, 'one two ');
  expect(text()).toBe('one two three');
});

test('after a gap the snapshot puts right what was missed, without a word twice', () => {
  const { delta, snapshot, text } = heard();
  snapshot(1, 'one ');
  delta(2, 'two ');
  delta(5, 'five ');
  snapshot(5, 'one two three four five ');
  delta(5, 'five ');
  delta(6, 'six');
  expect(text()).toBe('one two three four five six');
});

test('the next step’s text begins a paragraph', () => {
  const { delta, snapshot, text } = heard();
  snapshot(1, 'One.', 'write 1');
  delta(2, 'Two.', 'write 2');
  expect(text()).toBe('One.\n\nTwo.');
});

import { expect, test } from 'vitest';
import { createJobFeed } from '../../../src-main/jobs/job-feed.ts';
import { createJobText } from '../../../src-main/jobs/job-text.ts';
import { getJob } from '../../../src-main/db/jobs.ts';
import { newId } from '../../../src-main/services/ids.ts';
import type { JobId } from '../../../src-shared/domain/ids.ts';
import type { JobEvent } from '../../../src-shared/domain/job.ts';
import { attemptOf, fakeHost, settle } from '../../helpers/fake-host.ts';
import { outcomeOf } from '../../helpers/job-fixtures.ts';
import { proseOf } from '../../helpers/novel-file.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('deltas of a step that come together are one event, and none is lost or out of order', async () => {
  const feed = createJobFeed();
  const events: JobEvent[] = [];
  feed.subscribe((event) => events.push(event));
  const jobId = newId<JobId>();
  for (const text of ['The ', 'lamp ', 'burned.']) feed.addText({ jobId, key: 'write 1', text });
  feed.addText({ jobId, key: 'write 2', text: 'Rain.' });
  feed.emit({ type: 'step-finished', jobId, key: 'write 1' });
  expect(events).toEqual([
    { type: 'text-delta', seq: 1, jobId, key: 'write 1', text: 'The lamp burned.' },
    { type: 'text-delta', seq: 2, jobId, key: 'write 2', text: 'Rain.' },
    { type: 'step-finished', seq: 3, jobId, key: 'write 1' },
  ]);
  feed.addText({ jobId, key: 'write 2', text: 'More.' });
  expect(events).toHaveLength(3);
  await pause(60);
  expect(events.at(-1)).toEqual({ type: 'text-delta', seq: 4, jobId, key: 'write 2', text: 'More.' });
});

test('a listener that left hears nothing more', () => {
  const feed = createJobFeed();
  const events: JobEvent[] = [];
  const leave = feed.subscribe((event) => events.push(event));
  leave();
  feed.emit({ type: 'step-finished', jobId: newId<JobId>(), key: 'plan' });
  expect(events).toEqual([]);
  expect(feed.seq).toBe(1);
});

test('a snapshot and the events after it make the whole text, whenever the snapshot is taken', async () => {
  const { host, events, add, worker } = fakeHost();
  const id = add();
  host.start();
  await settle();
  const say = attemptOf(id, 1);
  for (const text of ['The ', 'lamp ']) worker().say(say.text('write 1', text));
  const { job, seq } = host.getSnapshot(id);
  for (const text of ['burned ', 'low.']) worker().say(say.text('write 1', text));
  worker().say(say.end('write 1'));
  const later = events
    .filter((event) => event.seq > seq && event.type === 'text-delta')
    .map((event) => (event.type === 'text-delta' ? event.text : ''));
  expect(job.partialText).toBe('The lamp ');
  expect(job.partialText + later.join('')).toBe(host.getJob(id).partialText);
});

test('events are numbered without a gap from a job’s first to its last', async () => {
  const { host, events, add, worker } = fakeHost();
  const id = add();
  host.start();
  await settle();
  const say = attemptOf(id, 1);
  worker().say(say.start('write 1'));
  worker().say(say.progress(0.5));
  worker().say(say.text('write 1', 'The lamp.'));
  worker().say(say.end('write 1'));
  worker().say(say.over(outcomeOf({ document: proseOf('The lamp.') })));
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
  expect(events.map(({ type }) => type)).toEqual([
    'job-changed',
    'job-changed',
    'step-started',
    'progress',
    'text-delta',
    'step-finished',
    'job-changed',
  ]);
});

test('what is shown of a running job is in the file within a second or so, for a window that comes back', async () => {
  const { host, db, add, worker } = fakeHost();
  const id = add();
  host.start();
  await settle();
  worker().say(attemptOf(id, 1).text('write 1', 'The lamp'));
  expect(getJob(db, id).partialText).toBe('');
  await pause(1300);
  expect(getJob(db, id).partialText).toBe('The lamp');
});

test('steps that run side by side do not mix their text', () => {
  const text = createJobText('Before.');
  text.add('a', 'One ');
  text.add('b', 'Two ');
  text.add('a', 'more.');
  expect(text.settledWith('a')).toBe('Before.\n\nOne more.');
  text.settle('a');
  expect(text.whole()).toBe('Before.\n\nOne more.\n\nTwo ');
});

import { expect, test } from 'vitest';
import { getDraft } from '../../../src-main/db/drafts.ts';
import { commitOutcome } from '../../../src-main/db/job-outcomes.ts';
import { getJob, insertJob, saveJobView, stopJob, takeJob } from '../../../src-main/db/jobs.ts';
import { passageInput } from '../../../src-main/novels/help-passage.ts';
import { restoreWording } from '../../../src-main/novels/restore-wording.ts';
import { takePieces } from '../../../src-main/novels/take-pieces.ts';
import { newId } from '../../../src-main/services/ids.ts';
import type { JobId } from '../../../src-shared/domain/ids.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import { localModels, outcomeOf, queueJob } from '../../helpers/job-fixtures.ts';
import { novelFile, proseOf } from '../../helpers/novel-file.ts';

/** An open draft of three paragraphs, and a job that is to write the second of them again. */
function rewording() {
  const { db, chapters } = novelFile({ text: [[['']]] });
  const chapterId = chapters[0]!.id;
  const { id, progress } = queueJob(db, { chapterId });
  takeJob(db, { id, now: 1 });
  const outcome = outcomeOf({ document: proseOf('One.\n\nTwo.\n\nThree.') });
  commitOutcome(db, { jobId: id, attempt: 1, outcome, progress, partialText: '', now: 2 });
  const draftId = outcome.draft!.id;
  const blockIds = [outcome.draft!.document.content[1]!.attrs.id];
  const target = { kind: 'draft', draftId, blockIds } as const;
  const input = passageInput(db, { task: 'rewrite', target, instruction: '' });
  const again = newId<JobId>();
  insertJob(db, { id: again, input, priority: 10, models: localModels, recipe: 'help-passage@1', now: 3 });
  takeJob(db, { id: again, now: 4 });
  const finish = (): void => {
    const made = { ...outcomeOf({ document: proseOf('Two, told otherwise.') }), reviews: [] };
    commitOutcome(db, { jobId: again, attempt: 1, outcome: made, progress, partialText: '', now: 5 });
  };
  const text = () => textOfDocument(getDraft(db, draftId).document);
  return { db, draftId, blockIds, again, finish, text, input, chapterId };
}

test('a part that was written again stands in the place of the old one, which can come back, and then the new one', () => {
  const { db, draftId, finish, text, again } = rewording();
  finish();
  expect(text()).toBe('One.\n\nTwo, told otherwise.\n\nThree.');
  expect(getJob(db, again).draftId).toBe(draftId);
  const [, second] = getDraft(db, draftId).document.content;
  restoreWording(db, { draftId, blockId: second!.attrs.id });
  expect(text()).toBe('One.\n\nTwo.\n\nThree.');
  const [, old] = getDraft(db, draftId).document.content;
  restoreWording(db, { draftId, blockId: old!.attrs.id });
  expect(text()).toBe('One.\n\nTwo, told otherwise.\n\nThree.');
});

test('a part that the writer took meanwhile is not changed under them', () => {
  const { db, draftId, blockIds, finish, text } = rewording();
  takePieces(db, { draftId, pieces: [{ blockId: blockIds[0]!, start: 0, end: 99 }] });
  expect(finish).toThrow(expect.objectContaining({ code: 'DRAFT_CHANGED' }));
  expect(text()).toBe('One.\n\nTwo.\n\nThree.');
});

test('what a part is asked about is itself, with what stands before and behind it', () => {
  expect(rewording().input).toMatchObject({ before: 'One.', passage: 'Two.', after: 'Three.' });
});

test('the text of a stopped chapter is a draft to take from, until the job has gone on to its end', () => {
  const { db, chapterId } = rewording();
  const { id, progress } = queueJob(db, { chapterId });
  takeJob(db, { id, now: 1 });
  saveJobView(db, { jobId: id, attempt: 1, progress, partialText: 'It began.\n\nThen it' });
  const stopped = stopJob(db, { jobId: id, attempt: 1, state: 'cancelled', error: null, now: 2 });
  const kept = getDraft(db, stopped.draftId!);
  expect(textOfDocument(kept.document)).toBe('It began.\n\nThen it');
  expect(kept.state).toBe('open');
});

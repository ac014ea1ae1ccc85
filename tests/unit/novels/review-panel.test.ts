import { expect, test } from 'vitest';
import { insertDraft, getDraft } from '../../../src-main/db/drafts.ts';
import { setSeen } from '../../../src-main/db/findings.ts';
import { getScene, saveScene } from '../../../src-main/db/scenes.ts';
import { getVersion, listVersions } from '../../../src-main/db/versions.ts';
import { addWaiver, listPlacedWaivers, removeWaiver } from '../../../src-main/db/waivers.ts';
import { acceptPatch, acceptRule } from '../../../src-main/novels/accept-patches.ts';
import { keepBeforePatch, waiveFinding } from '../../../src-main/novels/decide-finding.ts';
import { latestReviews, readReview } from '../../../src-main/novels/read-review.ts';
import { takeBackPatch } from '../../../src-main/novels/take-back-patch.ts';
import { peekActions, undoAction } from '../../../src-main/novels/undo-log.ts';
import { newId } from '../../../src-main/services/ids.ts';
import type { DraftId, SceneId } from '../../../src-shared/domain/ids.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import { findingState } from '../../../src-shared/domain/reviewed-text.ts';
import { queueJob } from '../../helpers/job-fixtures.ts';
import { novelFile, proseOf } from '../../helpers/novel-file.ts';
import { reviewByRules } from '../../helpers/reviewed-scene.ts';

const faulty =
  'Mara took the the lamp and went  down.\n\nThe harbour lay still. She saw the the boat , and waited.\n\nNobody came.';
const mendedTwice =
  'Mara took the lamp and went  down.\n\nThe harbour lay still. She saw the boat , and waited.\n\nNobody came.';

function reviewedScene(text = faulty) {
  const { db, scenes, chapters } = novelFile({ text: [[[text]]] });
  const sceneId = scenes[0]!.id;
  const target = { kind: 'scene', sceneId } as const;
  const { document } = getScene(db, sceneId);
  const jobId = reviewByRules(db, { document, target, chapterId: chapters[0]!.id });
  const read = () => readReview(db, jobId)[0]!;
  const findings = (rule: string) => read().findings.filter((finding) => finding.rule === rule);
  const prose = () => textOfDocument(getScene(db, sceneId).document);
  return { db, jobId, sceneId, target, chapterId: chapters[0]!.id, read, findings, prose };
}

test('all patches of a rule go in at once, the other patches of the same paragraphs still find their places', () => {
  const { db, jobId, target, sceneId, findings, prose } = reviewedScene();
  expect(acceptRule(db, { parts: [{ jobId, target }], rule: 'technical.doubled-word' })).toEqual({
    accepted: 2,
    unplaced: 0,
  });
  expect(prose()).toBe(mendedTwice);
  expect(findings('technical.doubled-word').map(findingState)).toEqual(['accepted', 'accepted']);
  const kept = listVersions(db, sceneId)[0]!;
  expect([kept.reason, textOfDocument(getVersion(db, kept.id).document)]).toEqual(['accept', faulty]);

  for (const rule of ['technical.double-space', 'technical.space-before-mark'])
    for (const { patches } of findings(rule)) acceptPatch(db, { patchId: patches[0]!.id });
  expect(prose()).toBe(
    'Mara took the lamp and went down.\n\nThe harbour lay still. She saw the boat, and waited.\n\nNobody came.',
  );
});

test('an accepted patch is taken back alone, even after others went in beside it', () => {
  const { db, jobId, target, findings, prose } = reviewedScene();
  acceptRule(db, { parts: [{ jobId, target }], rule: 'technical.doubled-word' });
  const [first, second] = findings('technical.doubled-word').map(({ patches }) => patches[0]!.id);
  takeBackPatch(db, second!);
  expect(prose()).toBe(faulty.replace('the the lamp', 'the lamp'));
  expect(findings('technical.doubled-word').map(findingState)).toEqual(['accepted', 'open']);
  acceptPatch(db, { patchId: second! });
  takeBackPatch(db, first!);
  expect(prose()).toBe(faulty.replace('the the boat', 'the boat'));
});

test('a patch whose words were rewritten is refused and nothing is written', () => {
  const { db, sceneId, findings, prose } = reviewedScene();
  const { revision } = getScene(db, sceneId);
  saveScene(db, { id: sceneId, document: proseOf('Something else entirely.'), baseRevision: revision });
  const patchId = findings('technical.doubled-word')[0]!.patches[0]!.id;
  expect(() => acceptPatch(db, { patchId })).toThrow(expect.objectContaining({ code: 'PATCH_UNPLACED' }));
  expect(prose()).toBe('Something else entirely.');
  expect(listVersions(db, sceneId).filter(({ reason }) => reason === 'accept')).toEqual([]);
  expect(findings('technical.doubled-word').map(findingState)).toEqual(['open', 'open']);
});

test('a patch is accepted once', () => {
  const { db, findings } = reviewedScene();
  const patchId = findings('technical.doubled-word')[0]!.patches[0]!.id;
  acceptPatch(db, { patchId });
  expect(() => acceptPatch(db, { patchId })).toThrow(expect.objectContaining({ code: 'PATCH_CLOSED' }));
});

test('the writer’s own wording goes in and is what the patch says afterwards', () => {
  const { db, findings, prose } = reviewedScene();
  const { id: patchId } = findings('technical.doubled-word')[0]!.patches[0]!;
  acceptPatch(db, { patchId, change: { kind: 'replace', content: [{ type: 'text', text: 'her' }] } });
  const after = findings('technical.doubled-word')[0]!.patches[0]!;
  expect(after.change).toEqual({ kind: 'replace', content: [{ type: 'text', text: 'her' }] });
  takeBackPatch(db, patchId);
  expect(prose()).toBe(faulty);
});

test('put aside and opened again, a finding and its patch are as before', () => {
  const { db, findings } = reviewedScene();
  const { id } = findings('technical.double-space')[0]!;
  setSeen(db, { id, isSeen: true });
  expect(findings('technical.double-space').map(findingState)).toEqual(['rejected']);
  setSeen(db, { id, isSeen: false });
  expect(findings('technical.double-space').map(findingState)).toEqual(['open']);
});

test('“intentional” holds in the review it was said in, in the next one, and until it is taken away', () => {
  const { db, sceneId, target, chapterId, findings } = reviewedScene();
  waiveFinding(db, findings('technical.doubled-word')[0]!.id);
  expect(findings('technical.doubled-word').map(findingState)).toEqual(['waived', 'waived']); // the same words
  const { document } = getScene(db, sceneId);
  const again = () =>
    readReview(db, reviewByRules(db, { document, target, chapterId }))[0]!.findings.filter(
      ({ rule }) => rule === 'technical.doubled-word',
    ).length;
  expect(again()).toBe(0);
  removeWaiver(db, { rule: 'technical.doubled-word', quote: 'the the' });
  expect(again()).toBe(2);
});

test('a review says how many paragraphs changed since, and does not count what its own patches did', () => {
  const { db, sceneId, read, findings } = reviewedScene();
  acceptPatch(db, { patchId: findings('technical.doubled-word')[0]!.patches[0]!.id });
  expect(read().changedParagraphs).toBe(0);
  const { document, revision } = getScene(db, sceneId);
  const [first, second, third] = document.content;
  const other = proseOf('Somebody came. And another.').content[0]!;
  const changed = {
    ...document,
    content: [first!, second!, { ...other, attrs: third!.attrs }],
  } as typeof document;
  saveScene(db, { id: sceneId, document: changed, baseRevision: revision });
  expect(read().changedParagraphs).toBe(1);
});

test('a version is kept before a patch goes in, once for the same text', () => {
  const { db, sceneId } = reviewedScene();
  keepBeforePatch(db, sceneId);
  keepBeforePatch(db, sceneId);
  expect(listVersions(db, sceneId)).toHaveLength(1);
});

test('a patch of a draft changes the draft and no scene', () => {
  const { db, chapters, scenes } = novelFile({ text: [[['Mine.']]] });
  const chapterId = chapters[0]!.id;
  const document = proseOf(faulty);
  const draftId = newId<DraftId>();
  insertDraft(db, {
    id: draftId,
    jobId: queueJob(db, { chapterId }).id,
    chapterId,
    document,
    bases: [],
    now: 1,
  });
  const target = { kind: 'draft', draftId } as const;
  const jobId = reviewByRules(db, { document, target, chapterId });
  expect(acceptRule(db, { parts: [{ jobId, target }], rule: 'technical.doubled-word' })).toEqual({
    accepted: 2,
    unplaced: 0,
  });
  expect(textOfDocument(getDraft(db, draftId).document)).toBe(mendedTwice);
  expect(getScene(db, scenes[0]!.id).revision).toBe(1);
});

test('all patches of a rule in several scenes are one undo, and a chapter lists each scene by its own last review', () => {
  const { db, scenes, chapters } = novelFile({ text: [[[faulty, 'He took the the oar.', 'Nobody.']]] });
  const chapterId = chapters[0]!.id;
  const review = (sceneId: SceneId) => {
    const target = { kind: 'scene', sceneId } as const;
    const jobId = reviewByRules(db, { document: getScene(db, sceneId).document, target, chapterId });
    return { jobId, target };
  };
  const [first, second] = scenes.map(({ id }) => id);
  review(second!);
  const parts = [review(first!), review(second!)];
  const { texts } = latestReviews({ db, jobs: { listJobs: () => [] } as never }, scenes[2]!.id);
  expect(texts.map(({ jobId, target }) => ({ jobId, target }))).toEqual(parts);

  expect(acceptRule(db, { parts, rule: 'technical.doubled-word' })).toEqual({ accepted: 3, unplaced: 0 });
  const prose = (id: SceneId | undefined) => textOfDocument(getScene(db, id!).document);
  expect([prose(first), prose(second)]).toEqual([mendedTwice, 'He took the oar.']);
  undoAction(db, undefined);
  expect([prose(first), prose(second)]).toEqual([faulty, 'He took the the oar.']);
  expect(peekActions(db).undo).toBeNull();
});

test('what is intentional is listed with the scene its words stand in, null where no finding has them', () => {
  const { db, sceneId, findings } = reviewedScene();
  waiveFinding(db, findings('technical.doubled-word')[0]!.id);
  addWaiver(db, { rule: 'style.cliche', quote: 'once upon a time', createdAt: 1 });
  expect(listPlacedWaivers(db).map(({ rule, sceneId: at }) => [rule, at])).toEqual([
    ['technical.doubled-word', sceneId],
    ['style.cliche', null],
  ]);
});

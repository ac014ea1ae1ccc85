import type { reviewsRoutes } from '../../../src-shared/ipc/reviews.ts';
import { readSettings } from '../../app/settings.ts';
import { countOpenFindings, setSeen } from '../../db/findings.ts';
import { addWaiver, listPlacedWaivers, removeWaiver } from '../../db/waivers.ts';
import { acceptPatch, acceptRule } from '../../novels/accept-patches.ts';
import { keepBeforePatch, keepPatches, waiveFinding } from '../../novels/decide-finding.ts';
import { latestReviews, readReview } from '../../novels/read-review.ts';
import { startReview } from '../../novels/start-review.ts';
import { reviewerExams } from '../../novels/reviewer-exams.ts';
import { takeBackPatch } from '../../novels/take-back-patch.ts';
import type { Handlers } from '../handlers.ts';
import { tellPatched } from '../tell-patched.ts';

export const reviewsHandlers: Handlers<typeof reviewsRoutes> = {
  'reviews.run': ({ novelId, ...wish }, { app, session }) => ({
    jobId: startReview(session(novelId), { wish, settings: readSettings(app.db) }),
  }),
  'reviews.get': ({ novelId, jobId }, { session }) => readReview(session(novelId).db, jobId),
  'reviews.latest': ({ novelId, sceneId }, { session }) => latestReviews(session(novelId), sceneId),
  'reviews.count': ({ novelId }, { session }) => countOpenFindings(session(novelId).db),
  'reviews.exams': ({ novelId }, { app, session }) => reviewerExams(session(novelId).db, app.db),
  'reviews.keepVersion': ({ novelId, sceneId }, { session }) => keepBeforePatch(session(novelId).db, sceneId),
  'reviews.keepPatches': ({ novelId, ...kept }, { session }) => keepPatches(session(novelId).db, kept),
  'reviews.acceptPatch': ({ novelId, patchId, change }, context) =>
    tellPatched(context, { novelId, patchId }, (db) => acceptPatch(db, { patchId, change })),
  'reviews.acceptRule': ({ novelId, ...of }, context) =>
    tellPatched(context, { novelId, targets: of.parts.map(({ target }) => target) }, (db) =>
      acceptRule(db, of),
    ),
  'reviews.takeBack': ({ novelId, patchId }, context) =>
    tellPatched(context, { novelId, patchId }, (db) => takeBackPatch(db, patchId)),
  'reviews.reject': ({ novelId, findingId: id }, { session }) =>
    setSeen(session(novelId).db, { id, isSeen: true }),
  'reviews.reopen': ({ novelId, findingId: id }, { session }) =>
    setSeen(session(novelId).db, { id, isSeen: false }),
  'reviews.waive': ({ novelId, findingId }, { session }) => waiveFinding(session(novelId).db, findingId),
  'reviews.unwaive': ({ novelId, ...waiver }, { session }) => removeWaiver(session(novelId).db, waiver),
  'reviews.waiveAgain': ({ novelId, ...waiver }, { session }) => addWaiver(session(novelId).db, waiver),
  'reviews.listWaivers': ({ novelId }, { session }) => listPlacedWaivers(session(novelId).db),
};

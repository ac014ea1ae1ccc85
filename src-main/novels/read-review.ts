import type { AnchorTarget } from '../../src-shared/domain/anchor.ts';
import type { BlockId, FindingId, JobId, SceneId } from '../../src-shared/domain/ids.ts';
import type { Job } from '../../src-shared/domain/job.ts';
import { paragraphsOf, ProseDocument, textOf } from '../../src-shared/domain/prose.ts';
import { layers, type Finding, type Review, type Waiver } from '../../src-shared/domain/qa.ts';
import type { ReviewedFinding, ReviewedPatch, ReviewedText } from '../../src-shared/domain/reviewed-text.ts';
import type { ChapterReview } from '../../src-shared/ipc/reviews.ts';
import { read, type Db } from '../db/connection.ts';
import { latestReviewsOf, listSeenFindings } from '../db/findings.ts';
import { outputsOf } from '../db/job-steps.ts';
import { getJob } from '../db/jobs.ts';
import { listPatches } from '../db/patches.ts';
import { listReviews } from '../db/reviews.ts';
import { listWaivers } from '../db/waivers.ts';
import type { NovelSession } from './novel-session.ts';
import { readTarget } from './review-target.ts';

/**
 * The texts of a job's last round of review, as they stand now; of a whole novel's, those of the scenes that are asked
 * for. Throws JOB_NOT_FOUND.
 */
export function readReview(db: Db, jobId: JobId, sceneIds?: readonly SceneId[]): readonly ReviewedText[] {
  return read(db, () => {
    const job = getJob(db, jobId);
    const isWanted = (target: AnchorTarget): boolean =>
      sceneIds === undefined || target.kind === 'draft' || sceneIds.includes(target.sceneId);
    const reviews = listReviews(db, jobId, isWanted);
    const last = Math.max(...reviews.map(({ round }) => round));
    const kept = {
      job,
      seen: listSeenFindings(db, jobId),
      waivers: listWaivers(db),
      patches: Map.groupBy(listPatches(db, jobId), ({ findingId }) => findingId),
      before: reviewedTexts(db, job, sceneIds),
    };
    return reviews
      .filter(({ round }) => round === last)
      .flatMap((review) => placesOf(review).flatMap((target) => toText(db, { ...kept, review, target })));
  });
}

/** The last review of every scene of a scene's chapter, in reading order; one of the scene that is under way beside them. */
export function latestReviews(
  { db, jobs }: Pick<NovelSession, 'db' | 'jobs'>,
  sceneId: SceneId,
): ChapterReview {
  const sceneIds = listNeighbours(db, sceneId);
  const latest = latestReviewsOf(db, sceneIds);
  const reviews = new Map(
    [...new Set(latest.values())].map((jobId) => [jobId, readReview(db, jobId, sceneIds)]),
  );
  const running = jobs
    .listJobs()
    .find(
      ({ input, state }) =>
        (state === 'queued' || state === 'running') &&
        (input.kind === 'review-chapter' || input.kind === 'review-novel') &&
        isOf(db, { sceneId, input }),
    );
  const lastOf = (id: SceneId): readonly ReviewedText[] => {
    const jobId = latest.get(id);
    return jobId === undefined ? [] : (reviews.get(jobId) ?? []);
  };
  return {
    texts: sceneIds.flatMap((id) =>
      lastOf(id).filter(({ target }) => target.kind === 'scene' && target.sceneId === id),
    ),
    running: running ?? null,
  };
}

/** A scene and the others of its chapter, in reading order. */
function listNeighbours(db: Db, sceneId: SceneId): readonly SceneId[] {
  return db
    .prepare<[string], SceneId>(
      `SELECT id FROM live_scene WHERE chapter_id = (SELECT chapter_id FROM scene WHERE id = ?)
       ORDER BY position`,
    )
    .pluck()
    .all(sceneId);
}

function isOf(
  db: Db,
  { sceneId, input }: { sceneId: SceneId; input: Extract<Job['input'], { kind: `review-${string}` }> },
): boolean {
  if (input.kind === 'review-novel') return true;
  if (input.sceneId !== undefined) return input.sceneId === sceneId;
  return (
    db.prepare('SELECT 1 FROM scene WHERE id = ? AND chapter_id = ?').get(sceneId, input.chapterId) !==
    undefined
  );
}

/** Where a review's findings stand now: a draft's follow its words into the scenes they were accepted into. */
function placesOf({ target, layers: judged }: Review): readonly AnchorTarget[] {
  const anchors = judged.flatMap(({ issues }) => issues.flatMap(({ anchor }) => anchor ?? []));
  const places = new Map(anchors.map((anchor) => [JSON.stringify(anchor.target), anchor.target]));
  return places.size === 0 || target.kind === 'scene' ? [target] : [...places.values()];
}

interface Kept {
  readonly job: Job;
  readonly review: Review;
  readonly target: AnchorTarget;
  readonly seen: ReadonlySet<string>;
  readonly waivers: readonly Waiver[];
  readonly patches: ReadonlyMap<FindingId, readonly ReviewedPatch[]>;
  /** The paragraphs of each scene as they were when the review read them. */
  readonly before: ReadonlyMap<SceneId, ReadonlyMap<BlockId, string>>;
}

/** One text's review; nothing where the scene or the draft is gone. */
function toText(db: Db, kept: Kept): ReviewedText[] {
  const { job, review, target } = kept;
  const now = readTarget(db, target);
  if (now === null) return [];
  const isHere = ({ anchor }: Finding): boolean =>
    anchor === null || JSON.stringify(anchor.target) === JSON.stringify(target);
  const findings = review.layers.flatMap(({ issues }) =>
    issues.filter(isHere).map((issue) => toFinding(issue, kept)),
  );
  return [
    {
      jobId: job.id,
      target,
      chapterId: job.input.chapterId,
      reviewedAt: job.endedAt ?? job.createdAt,
      changedParagraphs: countChanged({ before: beforeOf(kept), now: now.document, findings }),
      layers: layers.flatMap((layer) =>
        review.layers
          .filter((judged) => judged.layer === layer)
          .map(({ score, evaluation }) => ({ layer, score, evaluation })),
      ),
      findings,
    },
  ];
}

function toFinding(finding: Finding, { seen, waivers, patches }: Kept): ReviewedFinding {
  return {
    ...finding,
    patches: patches.get(finding.id) ?? [],
    isSeen: seen.has(finding.id),
    isWaived: waivers.some(
      ({ rule, quote }) => rule === finding.rule && quote === (finding.anchor?.quote ?? ''),
    ),
  };
}

const beforeOf = ({ target, before }: Kept): ReadonlyMap<BlockId, string> | null =>
  (target.kind === 'scene' ? before.get(target.sceneId) : undefined) ?? null;

/** The scenes' paragraphs as the review read them: the steps that read them kept them. A draft holds its own still. */
function reviewedTexts(db: Db, { id, input }: Job, sceneIds?: readonly SceneId[]): Kept['before'] {
  if (!input.kind.startsWith('review-')) return new Map();
  const texts = new Map<SceneId, ReadonlyMap<BlockId, string>>();
  for (const output of outputsOf(db, { jobId: id, step: 'scenes' })) {
    if (!Array.isArray(output)) continue;
    for (const scene of output as { id: SceneId; document: unknown }[]) {
      if (sceneIds && !sceneIds.includes(scene.id)) continue;
      const document = ProseDocument.safeParse(scene.document);
      if (document.success) texts.set(scene.id, textsOf(document.data));
    }
  }
  return texts;
}

function textsOf(document: ProseDocument): ReadonlyMap<BlockId, string> {
  return new Map(paragraphsOf(document).map((paragraph) => [paragraph.attrs.id, textOf(paragraph)]));
}

function countChanged(of: {
  before: ReadonlyMap<BlockId, string> | null;
  now: ProseDocument;
  findings: readonly ReviewedFinding[];
}): number {
  const { before, now, findings } = of;
  if (before === null) return 0;
  const patched = new Set(
    findings
      .flatMap(({ patches }) => patches)
      .filter(({ state }) => state === 'accepted')
      .map(({ anchor }) => anchor.blockId),
  );
  const after = textsOf(now);
  const changed = [...after].filter(([id, text]) => before.get(id) !== text && !patched.has(id));
  const gone = [...before.keys()].filter((id) => !after.has(id) && !patched.has(id));
  return changed.length + gone.length;
}

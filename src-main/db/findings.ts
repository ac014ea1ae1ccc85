import { Anchor } from '../../src-shared/domain/anchor.ts';
import type { FindingId, JobId, PatchId, SceneId } from '../../src-shared/domain/ids.ts';
import { Finding } from '../../src-shared/domain/qa.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { MovedAnchor, SceneCount } from '../../src-shared/ipc/reviews.ts';
import { write, type Db } from './connection.ts';

interface FindingHead {
  readonly id: FindingId;
  readonly jobId: JobId;
  readonly rule: string;
  readonly anchor: Finding['anchor'];
}

/** What a finding is about, without its words. Throws FINDING_NOT_FOUND. */
export function getFinding(db: Db, id: FindingId): FindingHead {
  const row = db
    .prepare<[string], { job_id: string; rule: string; anchor: string | null }>(
      'SELECT job_id, rule, anchor FROM finding WHERE id = ?',
    )
    .get(id);
  if (!row) throw new AppError('FINDING_NOT_FOUND', { id });
  const anchor = Finding.shape.anchor.parse(row.anchor === null ? null : JSON.parse(row.anchor));
  return { id, jobId: row.job_id as JobId, rule: row.rule, anchor };
}

/** Where a job's findings and patches point, one row each; findings about a whole text are left out. */
export function listAnchors(db: Db, jobId: JobId): readonly MovedAnchor[] {
  const findings = db
    .prepare<[string], { id: string; anchor: string }>(
      'SELECT id, anchor FROM finding WHERE job_id = ? AND anchor IS NOT NULL',
    )
    .all(jobId);
  const patches = db
    .prepare<[string], { id: string; anchor: string }>(
      `SELECT patch.id, patch.anchor FROM patch JOIN finding ON finding.id = patch.finding_id
       WHERE finding.job_id = ?`,
    )
    .all(jobId);
  const anchorOf = (json: string): Anchor => Anchor.parse(JSON.parse(json));
  return [
    ...findings.map(({ id, anchor }) => ({ findingId: id as FindingId, anchor: anchorOf(anchor) })),
    ...patches.map(({ id, anchor }) => ({ patchId: id as PatchId, anchor: anchorOf(anchor) })),
  ];
}

/** The findings of a job that the writer has put aside. */
export function listSeenFindings(db: Db, jobId: JobId): ReadonlySet<FindingId> {
  const ids = db
    .prepare<[string], string>('SELECT id FROM finding WHERE job_id = ? AND is_seen = 1')
    .pluck()
    .all(jobId);
  return new Set(ids as FindingId[]);
}

/** Puts a finding aside with its open patches, or opens it again with its rejected ones. Throws FINDING_NOT_FOUND. */
export const setSeen = write((db, { id, isSeen }: { id: FindingId; isSeen: boolean }): void => {
  const { changes } = db.prepare('UPDATE finding SET is_seen = ? WHERE id = ?').run(isSeen ? 1 : 0, id);
  if (changes === 0) throw new AppError('FINDING_NOT_FOUND', { id });
  const [from, to] = isSeen ? ['open', 'rejected'] : ['rejected', 'open'];
  db.prepare('UPDATE patch SET state = ? WHERE finding_id = ? AND state = ?').run(to, id, from);
});

/**
 * Of every scene in the manuscript that was reviewed: how many findings of its newest review wait for the writer, as
 * `findingState` tells it.
 */
export function countOpenFindings(db: Db): readonly SceneCount[] {
  return db
    .prepare<[], SceneCount>(
      `WITH reviewed AS (
         SELECT target ->> '$.sceneId' AS scene, job_id AS job FROM layer_review
         UNION ALL SELECT anchor ->> '$.target.sceneId', job_id FROM finding),
       newest AS (
         SELECT scene, max(job) AS job FROM reviewed
         WHERE scene IN (SELECT id FROM live_scene) GROUP BY scene),
       rounds AS (SELECT job_id AS job, max(round) AS round FROM layer_review GROUP BY job_id),
       waiting AS (
         SELECT job_id AS job, round,
           coalesce(anchor ->> '$.target.sceneId', target ->> '$.sceneId') AS scene
         FROM finding
         WHERE is_seen = 0
           AND NOT EXISTS (SELECT 1 FROM waiver WHERE waiver.rule = finding.rule
             AND waiver.quote = coalesce(finding.anchor ->> '$.quote', ''))
           AND NOT EXISTS (SELECT 1 FROM patch WHERE finding_id = finding.id AND state = 'accepted')
           AND (NOT EXISTS (SELECT 1 FROM patch WHERE finding_id = finding.id)
             OR EXISTS (SELECT 1 FROM patch WHERE finding_id = finding.id AND state <> 'rejected')))
       SELECT newest.scene AS sceneId, count(waiting.scene) AS open
       FROM newest JOIN rounds USING (job) LEFT JOIN waiting USING (job, round, scene)
       GROUP BY newest.scene`,
    )
    .all();
}

/** For each of these scenes the newest job that reviewed it, or whose draft's findings went into it. */
export function latestReviewsOf(db: Db, sceneIds: readonly SceneId[]): ReadonlyMap<SceneId, JobId> {
  const rows = db
    .prepare<[string], { scene: SceneId; job: JobId }>(
      `SELECT scene, max(job) AS job FROM (
         SELECT target ->> '$.sceneId' AS scene, job_id AS job FROM layer_review
         UNION ALL SELECT anchor ->> '$.target.sceneId', job_id FROM finding)
       WHERE scene IN (SELECT value FROM json_each(?)) GROUP BY scene`,
    )
    .all(JSON.stringify(sceneIds));
  return new Map(rows.map(({ scene, job }) => [scene, job]));
}

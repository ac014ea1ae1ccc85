import { AnchorTarget } from '../../src-shared/domain/anchor.ts';
import type { JobId, PatchId } from '../../src-shared/domain/ids.ts';
import type { Patch, PatchState } from '../../src-shared/domain/patch.ts';
import { Finding, LayerReview, layers, Review } from '../../src-shared/domain/qa.ts';
import { write } from './connection.ts';
import type { Db } from './connection.ts';
import { insertPatch, listPatches } from './patches.ts';

/** Keeps a job's reviews: each text's layers in each round, their findings and patches. */
export const insertReviews = write(
  (db, { jobId, reviews }: { jobId: JobId; reviews: readonly Review[] }): void => {
    for (const { round, target, layers: judged } of reviews)
      for (const layer of judged) {
        const of = { jobId, round, target: JSON.stringify(target) };
        insertLayer(db, { ...of, layer });
        for (const finding of layer.issues) insertFinding(db, { ...of, finding });
        for (const patch of layer.patches) insertPatch(db, patch);
      }
  },
);

/** A job's reviews in the order they were made, layers in their own order; those of other texts are left out. */
export function listReviews(
  db: Db,
  jobId: JobId,
  isWanted: (target: AnchorTarget) => boolean = () => true,
): readonly Review[] {
  const rows = db
    .prepare<[string], LayerRow>('SELECT * FROM layer_review WHERE job_id = ? ORDER BY rowid')
    .all(jobId)
    .filter(({ target }) => isWanted(AnchorTarget.parse(JSON.parse(target))));
  const findings = db
    .prepare<[string], FindingRow>('SELECT * FROM finding WHERE job_id = ? ORDER BY rowid')
    .all(jobId);
  const ofLayer = Map.groupBy(findings, (finding) => `${reviewOf(finding)} ${finding.layer}`);
  const patches = Map.groupBy(listPatches(db, jobId), ({ findingId }) => findingId);
  const toLayer = (row: LayerRow): LayerReview => {
    const own = (ofLayer.get(`${reviewOf(row)} ${row.layer}`) ?? []).map(toFinding);
    return LayerReview.parse({
      layer: row.layer,
      score: row.score,
      evaluation: JSON.parse(row.evaluation),
      issues: own,
      patches: own.flatMap(({ id }): readonly Patch[] => patches.get(id) ?? []),
    });
  };
  return [...Map.groupBy(rows, reviewOf).values()].map((judged) => ({
    ...ReviewKey.parse({ round: judged[0]?.round, target: JSON.parse(judged[0]?.target ?? 'null') }),
    layers: judged.map(toLayer).sort((a, b) => layers.indexOf(a.layer) - layers.indexOf(b.layer)),
  }));
}

/** Marks what became of a patch. Answers false when there is no such patch. */
export const setPatchState = write((db, { id, state }: { id: PatchId; state: PatchState }): boolean => {
  return db.prepare('UPDATE patch SET state = ? WHERE id = ?').run(state, id).changes === 1;
});

interface LayerRow {
  readonly round: number;
  readonly target: string;
  readonly layer: string;
  readonly score: number | null;
  readonly evaluation: string;
}

interface FindingRow {
  readonly id: string;
  readonly round: number;
  readonly target: string;
  readonly layer: string;
  readonly rule: string;
  readonly severity: string;
  readonly finding_values: string;
  readonly note: string | null;
  readonly anchor: string | null;
  readonly evidence: string;
  readonly origin: string;
}

const ReviewKey = Review.pick({ round: true, target: true });

/** Which review a row belongs to. */
const reviewOf = ({ round, target }: { readonly round: number; readonly target: string }) =>
  `${round} ${target}`;

/** The columns that name a review. */
interface OfReview {
  readonly jobId: JobId;
  readonly round: number;
  readonly target: string;
}

function toFinding(row: FindingRow): Finding {
  return Finding.parse({
    id: row.id,
    layer: row.layer,
    rule: row.rule,
    severity: row.severity,
    values: JSON.parse(row.finding_values),
    note: row.note,
    anchor: row.anchor === null ? null : JSON.parse(row.anchor),
    evidence: JSON.parse(row.evidence),
    origin: row.origin,
  });
}

const insertLayer = write((db, { layer, ...of }: OfReview & { layer: LayerReview }): void => {
  db.prepare(
    `INSERT INTO layer_review (job_id, round, target, layer, score, evaluation)
     VALUES (:jobId, :round, :target, :layer, :score, :evaluation)`,
  ).run({
    ...of,
    layer: layer.layer,
    score: layer.score,
    evaluation: JSON.stringify(layer.evaluation),
  });
});

const insertFinding = write((db, { finding, ...of }: OfReview & { finding: Finding }): void => {
  db.prepare(
    `INSERT INTO finding (id, job_id, round, target, layer, rule, severity, finding_values, note, anchor, evidence,
       origin)
     VALUES (:id, :jobId, :round, :target, :layer, :rule, :severity, :values, :note, :anchor, :evidence, :origin)`,
  ).run({
    ...of,
    id: finding.id,
    layer: finding.layer,
    rule: finding.rule,
    severity: finding.severity,
    values: JSON.stringify(finding.values),
    note: finding.note,
    anchor: finding.anchor === null ? null : JSON.stringify(finding.anchor),
    evidence: JSON.stringify(finding.evidence),
    origin: finding.origin,
  });
});

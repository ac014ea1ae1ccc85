import type { JobId, PatchId } from '../../src-shared/domain/ids.ts';
import type { Patch, PatchState } from '../../src-shared/domain/patch.ts';
import { Finding, LayerReview, layers } from '../../src-shared/domain/qa.ts';
import type { Review } from '../../src-shared/domain/qa.ts';
import { write } from './connection.ts';
import type { Db } from './connection.ts';
import { insertPatch, listPatches } from './patches.ts';

/** Keeps a job's reviews: each round's layers, their findings and patches. */
export const insertReviews = write(
  (db, { jobId, reviews }: { jobId: JobId; reviews: readonly Review[] }): void => {
    for (const { round, layers: judged } of reviews)
      for (const layer of judged) {
        insertLayer(db, { jobId, round, layer });
        for (const finding of layer.issues) insertFinding(db, { jobId, round, finding });
        for (const patch of layer.patches) insertPatch(db, patch);
      }
  },
);

/** A job's reviews in the order of their rounds, layers in their own order. */
export function listReviews(db: Db, jobId: JobId): readonly Review[] {
  const rows = db
    .prepare<[string], LayerRow>('SELECT * FROM layer_review WHERE job_id = ? ORDER BY round')
    .all(jobId);
  const findings = db
    .prepare<[string], FindingRow>('SELECT * FROM finding WHERE job_id = ? ORDER BY rowid')
    .all(jobId);
  const patches = Map.groupBy(listPatches(db, jobId), ({ findingId }) => findingId);
  const toLayer = (row: LayerRow): LayerReview => {
    const own = findings
      .filter(({ round, layer }) => round === row.round && layer === row.layer)
      .map(toFinding);
    return LayerReview.parse({
      layer: row.layer,
      score: row.score,
      evaluation: JSON.parse(row.evaluation),
      issues: own,
      patches: own.flatMap(({ id }): readonly Patch[] => patches.get(id) ?? []),
    });
  };
  return [...Map.groupBy(rows, ({ round }) => round)].map(([round, judged]) => ({
    round,
    layers: judged.map(toLayer).sort((a, b) => layers.indexOf(a.layer) - layers.indexOf(b.layer)),
  }));
}

/** Marks what became of a patch. Answers false when there is no such patch. */
export const setPatchState = write((db, { id, state }: { id: PatchId; state: PatchState }): boolean => {
  return db.prepare('UPDATE patch SET state = ? WHERE id = ?').run(state, id).changes === 1;
});

interface LayerRow {
  readonly round: number;
  readonly layer: string;
  readonly score: number | null;
  readonly evaluation: string;
}

interface FindingRow {
  readonly id: string;
  readonly round: number;
  readonly layer: string;
  readonly rule: string;
  readonly severity: string;
  readonly finding_values: string;
  readonly note: string | null;
  readonly anchor: string | null;
  readonly evidence: string;
  readonly origin: string;
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

const insertLayer = write(
  (db, { jobId, round, layer }: { jobId: JobId; round: number; layer: LayerReview }): void => {
    db.prepare(
      'INSERT INTO layer_review (job_id, round, layer, score, evaluation) VALUES (?, ?, ?, ?, ?)',
    ).run(jobId, round, layer.layer, layer.score, JSON.stringify(layer.evaluation));
  },
);

const insertFinding = write(
  (db, { jobId, round, finding }: { jobId: JobId; round: number; finding: Finding }): void => {
    db.prepare(
      `INSERT INTO finding (id, job_id, round, layer, rule, severity, finding_values, note, anchor, evidence, origin)
       VALUES (:id, :jobId, :round, :layer, :rule, :severity, :values, :note, :anchor, :evidence, :origin)`,
    ).run({
      id: finding.id,
      jobId,
      round,
      layer: finding.layer,
      rule: finding.rule,
      severity: finding.severity,
      values: JSON.stringify(finding.values),
      note: finding.note,
      anchor: finding.anchor === null ? null : JSON.stringify(finding.anchor),
      evidence: JSON.stringify(finding.evidence),
      origin: finding.origin,
    });
  },
);

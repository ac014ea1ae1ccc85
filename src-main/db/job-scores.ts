import type { JobId } from '../../src-shared/domain/ids.ts';
import { layers, type Layer } from '../../src-shared/domain/qa.ts';
import type { Usage } from '../../src-shared/domain/model.ts';
import type { Db } from './connection.ts';

export interface LayerScore {
  readonly layer: Layer;
  readonly score: number | null; // null: nothing judged it
}

/** The lowest score of each layer in a job's last review, in the layers' own order. */
export function listLastScores(db: Db, jobId: JobId): readonly LayerScore[] {
  return db
    .prepare<[string, string], LayerScore>(
      `SELECT layer, min(score) AS score FROM layer_review
       WHERE job_id = ? AND round = (SELECT max(round) FROM layer_review WHERE job_id = ?) GROUP BY layer`,
    )
    .all(jobId, jobId)
    .sort((a, b) => layers.indexOf(a.layer) - layers.indexOf(b.layer));
}

/** What each of a job's model calls used, without their words. */
export function listUsage(db: Db, jobId: JobId): readonly Usage[] {
  return db
    .prepare<[string], Usage>(
      `SELECT input_tokens AS inputTokens, output_tokens AS outputTokens, cached_tokens AS cachedTokens
       FROM model_call WHERE job_id = ?`,
    )
    .all(jobId);
}

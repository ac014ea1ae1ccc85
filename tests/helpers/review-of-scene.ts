import type { Db } from '../../src-main/db/connection.ts';
import { listPatches } from '../../src-main/db/patches.ts';
import { insertReviews } from '../../src-main/db/reviews.ts';
import { newId } from '../../src-main/services/ids.ts';
import { anchorTo, type Anchor } from '../../src-shared/domain/anchor.ts';
import type { FindingId, PatchId } from '../../src-shared/domain/ids.ts';
import { paragraphsOf, textOf } from '../../src-shared/domain/prose.ts';
import { layers, type LayerReview } from '../../src-shared/domain/qa.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import { queueJob } from './job-fixtures.ts';

/** A review with one finding and one patch on each of these words of a scene; the answer reads the patches' anchors. */
export function reviewScene(db: Db, scene: Scene, words: readonly string[]): () => readonly Anchor[] {
  const { id: jobId } = queueJob(db, { chapterId: scene.chapterId });
  const target = { kind: 'scene' as const, sceneId: scene.id };
  const found = words.map((word) => ({
    id: newId<FindingId>(),
    anchor: anchorOfWord(scene, word),
  }));
  const style: LayerReview = {
    layer: 'style',
    score: 80,
    evaluation: { rules: true, model: null, reason: null },
    issues: found.map(({ id, anchor }) => ({
      id,
      layer: 'style',
      rule: 'style.repeated-phrase',
      severity: 'warning',
      values: { phrase: 'x', count: 2 },
      note: null,
      anchor,
      evidence: [],
      origin: 'rule',
    })),
    patches: found.map(({ id, anchor }) => ({
      id: newId<PatchId>(),
      findingId: id,
      anchor,
      change: { kind: 'delete' as const },
      origin: 'rule',
      isSafe: true,
      state: 'open',
    })),
  };
  const none = { score: null, evaluation: style.evaluation, issues: [], patches: [] };
  const judged = layers.map((layer) => (layer === 'style' ? style : { ...none, layer }));
  insertReviews(db, { jobId, reviews: [{ round: 0, target, layers: judged }] });
  return () => listPatches(db, jobId).map(({ anchor }) => anchor);
}

function anchorOfWord(scene: Scene, word: string): Anchor {
  const target = { kind: 'scene' as const, sceneId: scene.id };
  const paragraph = paragraphsOf(scene.document).find((one) => textOf(one).includes(word))!;
  const start = textOf(paragraph).indexOf(word);
  return anchorTo({ target, paragraph, start, end: start + word.length });
}

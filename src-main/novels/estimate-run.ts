import { plannedCalls, type PlannedCalls } from '../../agents/crews/planned-calls.ts';
import { loadDeclarations } from '../../agents/load-declarations.ts';
import { reviewerOf } from '../../agents/qa/reviewers.ts';
import type { CostEstimate } from '../../src-shared/domain/costs.ts';
import type { JobInput } from '../../src-shared/domain/job.ts';
import { modelIdOf, roles, type ModelChoice } from '../../src-shared/domain/model.ts';
import { chaptersOf } from '../../src-shared/domain/novel.ts';
import type { Layer } from '../../src-shared/domain/qa.ts';
import { listExams } from '../db/app-database.ts';
import type { Db } from '../db/connection.ts';
import { getOutline } from '../db/outline.ts';
import { modelSettingsOf } from '../jobs/crew-models.ts';
import { readPrices } from '../services/money-settings.ts';
import { priceOf, type ModelPrice } from '../services/prices.ts';
import { overridesOf } from './novel-declarations.ts';
import type { NovelSession } from './novel-session.ts';
import { requireChapter } from './require-chapter.ts';

export interface EstimateWish {
  readonly input: JobInput;
  readonly models: ModelChoice;
  /** The app's own database. */
  readonly app: Db;
}

/**
 * What a run may cost before it starts, from the least it does to the most its limits allow. Where a priced model takes part its first
 * prompts are made and counted; no model is asked. Fallbacks are not in it. Throws CHAPTER_NOT_FOUND and what opening a model throws.
 */
export async function estimateRun(
  { db, jobs }: Pick<NovelSession, 'db' | 'jobs'>,
  { input, models, app }: EstimateWish,
): Promise<CostEstimate> {
  const declarations = loadDeclarations(overridesOf(db));
  const settingsOf = modelSettingsOf(models, declarations);
  const own = readPrices(app);
  const prices = new Map(
    roles.map((role) => [modelIdOf(settingsOf(role)), priceOf(settingsOf(role), own)] as const),
  );
  const isPriced = [...prices.values()].some(({ kind }) => kind === 'priced');
  const calls = plannedCalls({
    input,
    prompts: isPriced ? await jobs.previewPrompts({ input, models }) : [],
    declarations,
    exam: (layer) => examOf(app, modelIdOf(settingsOf(reviewerOf[layer])), layer),
    texts: textsOf(db, input),
    contextTokens: (role) => settingsOf(role).contextTokens,
  });
  const lines = [...prices].flatMap(([model, price]) => {
    const its = calls.filter(({ role }) => modelIdOf(settingsOf(role)) === model);
    return its.length === 0 ? [] : [lineOf(model, price, its)];
  });
  const sum = (end: 'low' | 'high') => lines.reduce((total, line) => total + (line[end] ?? 0), 0);
  return { low: sum('low'), high: sum('high'), models: lines };
}

function lineOf(
  model: string,
  price: ModelPrice,
  planned: readonly PlannedCalls[],
): CostEstimate['models'][number] {
  const costAt = (end: 'low' | 'high'): number | null => {
    if (price.kind !== 'priced') return price.kind === 'local' ? 0 : null;
    return planned.reduce((total, { calls, inputTokens, outputTokens }) => {
      const tokens = {
        inputTokens: Math.round(inputTokens[end]),
        outputTokens: Math.round(outputTokens[end]),
      };
      return total + calls[end] * (price.costOf({ ...tokens, cachedTokens: 0 }) ?? 0);
    }, 0);
  };
  const count = (end: 'low' | 'high') => planned.reduce((total, { calls }) => total + calls[end], 0);
  return {
    model,
    kind: price.kind,
    calls: { low: count('low'), high: count('high') },
    low: costAt('low'),
    high: costAt('high'),
  };
}

function examOf(app: Db, model: string, layer: Layer): 'passed' | 'failed' | 'not-sat' {
  const sat = listExams(app, model).find((exam) => exam.layer === layer);
  if (!sat) return 'not-sat';
  return sat.passed ? 'passed' : 'failed';
}

/** Words of each text that will be judged: what is to be written, or the scenes that stand there. */
function textsOf(db: Db, input: JobInput): readonly number[] {
  if (input.kind === 'write-chapter') return [input.brief.words];
  if (input.kind === 'help-passage') return [input.words];
  const all =
    input.kind === 'review-novel'
      ? chaptersOf(getOutline(db)).flatMap(({ scenes }) => scenes)
      : requireChapter(db, input.chapterId).scenes;
  const only = input.kind === 'review-chapter' ? input.sceneId : undefined;
  return all
    .filter(({ id, wordCount }) => wordCount > 0 && (only === undefined || id === only))
    .map(({ wordCount }) => wordCount);
}

import type { Evaluation, ExamResult, Layer, LayerReview } from '../../src-shared/domain/qa.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { StepTools } from '../crews/step.ts';
import { gatherRuleContext } from './gather-rule-context.ts';
import { ruleLayers } from './layers/rules.ts';
import { modelReview, type ModelFindings } from './model-review.ts';
import type { ReviewInput } from './review-input.ts';
import { reviewerOf } from './reviewers.ts';
import { runRules, type RuleResults } from './run-rules.ts';
import { scoreOf } from './score.ts';

/** Layers whose rules ask the grammar checker: for faults, and for which words are words. */
const needsGrammar: readonly Layer[] = ['character', 'technical'];

/**
 * One layer's judgement of a text: its rules, and the layer's model if it passed that layer's exam. What judged is
 * said in `evaluation`; where nothing did, there is no score. Throws what the library throws; a model that fails
 * leaves the rules' judgement standing.
 */
export async function reviewLayer(layer: Layer, input: ReviewInput, tools: StepTools): Promise<LayerReview> {
  const read = await gatherRuleContext(input, {
    library: tools.library,
    needsGrammar: needsGrammar.includes(layer),
  });
  const waivers = await tools.library.listWaivers();
  const rules = runRules(ruleLayers[layer], read, { waivers, newId: () => tools.newId() });
  const modelId = input.byRulesOnly ? null : tools.model(reviewerOf[layer]).id;
  const reason = refusal(layer, { modelId, exams: input.exams });
  const judged =
    reason === null ? await judge(layer, { ...read, waivers, known: rules.issues }, tools) : { reason };

  const words = read.text.words.length;
  const evaluation = evaluationOf(rules, { judged, modelId, words });
  const found = 'findings' in judged ? judged.findings : { issues: [], patches: [] };
  const issues = [...rules.issues, ...found.issues];
  const isEvaluated = evaluation.rules || evaluation.model !== null;
  return {
    layer,
    score: isEvaluated ? scoreOf(issues, words) : null,
    evaluation,
    issues,
    patches: [...rules.patches, ...found.patches],
  };
}

type Judged = { readonly findings: ModelFindings } | { readonly reason: string };

/** Why a model may not review a layer; null when it passed the exam. */
function refusal(
  layer: Layer,
  { modelId, exams }: { modelId: string | null; exams: readonly ExamResult[] },
): string | null {
  if (modelId === null) return 'qa.rules-only';
  const exam = exams.find((result) => result.layer === layer && result.model === modelId);
  if (exam === undefined) return 'qa.model-not-examined';
  return exam.passed ? null : 'qa.model-failed-exam';
}

async function judge(
  layer: Layer,
  given: Parameters<typeof modelReview>[1],
  tools: StepTools,
): Promise<Judged> {
  try {
    return { findings: await modelReview(layer, given, tools) };
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('MODEL_')) return { reason: 'qa.model-failed' };
    throw error;
  }
}

function evaluationOf(
  { ran, skipped }: RuleResults,
  { judged, modelId, words }: { judged: Judged; modelId: string | null; words: number },
): Evaluation {
  if (words === 0) return { rules: false, model: null, reason: 'qa.no-text', skipped };
  const model = 'findings' in judged ? modelId : null;
  const dropped = 'findings' in judged ? { dropped: judged.findings.dropped } : {};
  const reason = 'reason' in judged ? judged.reason : null;
  const isUnjudged = ran === 0 && model === null;
  return {
    rules: ran > 0,
    model,
    reason: isUnjudged ? 'qa.no-rules-for-language' : reason,
    skipped,
    ...dropped,
  };
}

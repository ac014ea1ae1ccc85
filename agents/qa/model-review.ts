import { rewordInline } from '../../src-shared/domain/inline.ts';
import { contentAt } from '../../src-shared/domain/apply-patch.ts';
import type { FindingId, PatchId } from '../../src-shared/domain/ids.ts';
import type { Patch } from '../../src-shared/domain/patch.ts';
import type { Finding, Layer, Waiver } from '../../src-shared/domain/qa.ts';
import type { StepTools } from '../crews/step.ts';
import type { TaskName } from '../declarations.ts';
import { generateStructured } from '../model/structured.ts';
import type { RuleContext } from './layer.ts';
import { knownTo } from './known-facts.ts';
import { acceptableRepair } from './repair-check.ts';
import { fullAccusations, reviewPrompt } from './review-prompt.ts';
import { reviewerOf } from './reviewers.ts';
import { anchorAt, isWaived } from './run-rules.ts';
import { foldedNames } from './text/names.ts';
import type { ReviewText, Sentence } from './text/review-text.ts';

/** What a model found; `dropped` counts answers that named no sentence of the text. */
export interface ModelFindings {
  readonly issues: readonly Finding[];
  readonly patches: readonly Patch[];
  readonly dropped: number;
}

interface Given {
  readonly text: ReviewText;
  readonly context: RuleContext;
  readonly waivers: readonly Waiver[];
  readonly known: readonly Finding[]; // what the rules found already
}

const most = 12; // findings of one window

/**
 * A review by a model that passed its layer's exam. It reads numbered sentences, as many at a time as its window
 * holds, and answers with numbers: quotes are cut from our own text, a number that does not exist is dropped and
 * counted, and a replacement that is no repair is left out. Throws what the model throws.
 */
export async function modelReview(layer: Layer, given: Given, tools: StepTools): Promise<ModelFindings> {
  const model = tools.model(reviewerOf[layer]);
  const task: TaskName = `review-${layer}`;
  const maxTokens = tools.declarations.tasks[task].answerTokens;
  const known = knownTo(layer, given);
  const issues: Finding[] = [];
  const patches: Patch[] = [];
  let dropped = 0;
  for (const window of await windowsOf(layer, { ...given, facts: known, maxTokens }, tools)) {
    const answer = await generateStructured(
      model,
      {
        messages: reviewPrompt(layer, { known, sentences: window }, tools.declarations),
        schema: fullAccusations(layer, most),
        maxTokens,
        temperature: 0,
      },
      tools.signal,
    );
    for (const { sentence: number, rule, message, replacement } of answer.findings) {
      const sentence = window.find((candidate) => candidate.number === number);
      if (sentence === undefined) dropped++;
      else {
        const issue = toIssue({ layer, rule, message, sentence }, given, tools);
        if (isKnown(issue, sentence, [...given.known, ...issues]) || isWaived(issue, given.waivers)) continue;
        issues.push(issue);
        const patch = toPatch({ issue, sentence, replacement }, given, tools);
        if (patch !== null) patches.push(patch);
      }
    }
  }
  return { issues, patches, dropped };
}

/** As many sentences at a time as fit beside the instructions and the answer, counted by the model's own tokenizer. */
async function windowsOf(
  layer: Layer,
  { text, facts, maxTokens }: Given & { facts: string; maxTokens: number },
  { model, declarations }: StepTools,
): Promise<readonly (readonly Sentence[])[]> {
  const reviewer = model(reviewerOf[layer]);
  const fixed = await reviewer.countPrompt(
    reviewPrompt(layer, { known: facts, sentences: [] }, declarations),
  );
  const room = Math.max(200, reviewer.contextTokens - fixed - maxTokens - 32);
  const windows: Sentence[][] = [];
  let used = room;
  for (const sentence of text.sentences) {
    const tokens = await reviewer.countTokens(`[${sentence.number}] ${sentence.text}\n`);
    if (used + tokens > room) {
      windows.push([]);
      used = 0;
    }
    windows.at(-1)?.push(sentence);
    used += tokens;
  }
  return windows;
}

/** True when the same sentence was flagged already: two names for one fault are one finding. */
function isKnown({ anchor }: Finding, sentence: Sentence, known: readonly Finding[]): boolean {
  if (anchor === null) return true;
  return known.some(
    (other) =>
      other.anchor?.blockId === sentence.blockId &&
      other.anchor.start < sentence.end &&
      other.anchor.end > sentence.start,
  );
}

function toIssue(
  found: { layer: Layer; rule: string; message: string; sentence: Sentence },
  { text }: Given,
  tools: StepTools,
): Finding {
  return {
    id: tools.newId() as FindingId,
    layer: found.layer,
    rule: `${found.layer}.${found.rule}`,
    severity: 'warning',
    values: {},
    note: found.message.trim() === '' ? null : found.message.trim(),
    anchor: anchorAt(text, found.sentence),
    evidence: [],
    origin: 'model',
  };
}

function toPatch(
  { issue, sentence, replacement }: { issue: Finding; sentence: Sentence; replacement: string },
  { text, context }: Given,
  tools: StepTools,
): Patch | null {
  const names = foldedNames(context.entries, context.language);
  const worded = acceptableRepair(sentence.text, replacement, names);
  const block = text.paragraphs[sentence.paragraph]?.block;
  if (worded === null || block === undefined || issue.anchor === null) return null;
  return {
    id: tools.newId() as PatchId,
    findingId: issue.id,
    anchor: issue.anchor,
    change: { kind: 'replace', content: rewordInline(contentAt(block, sentence), worded) },
    origin: 'model',
    isSafe: false,
    state: 'open',
  };
}

import { anchorTo, type Anchor, type Place } from '../../src-shared/domain/anchor.ts';
import type { FindingId, PatchId } from '../../src-shared/domain/ids.ts';
import type { Patch } from '../../src-shared/domain/patch.ts';
import type { Finding, Waiver } from '../../src-shared/domain/qa.ts';
import { knows, type Rule, type RuleContext, type RuleFinding, type RuleLayer } from './layer.ts';
import type { ReviewText } from './text/review-text.ts';

/** What a layer's rules found, with anchors cut from our own text; `skipped` names the rules that do not know the language. */
export interface RuleResults {
  readonly issues: readonly Finding[];
  readonly patches: readonly Patch[];
  readonly ran: number;
  readonly skipped: readonly string[];
}

/** Runs a layer's rules over a text. A waived finding, by its rule and its quote, is left out together with its patch. */
export function runRules(
  layer: RuleLayer,
  { text, context }: { readonly text: ReviewText; readonly context: RuleContext },
  { waivers, newId }: { readonly waivers: readonly Waiver[]; newId(): string },
): RuleResults {
  const able = layer.rules.filter((rule) => canRun(rule, context));
  const found = able.flatMap((rule) =>
    rule.find(text, context).flatMap((finding) => {
      const issue = toIssue(finding, { rule, layer, text, id: newId() as FindingId });
      if (isWaived(issue, waivers)) return [];
      return [{ issue, patch: toPatch(finding, { text, issue, newId }) }];
    }),
  );
  return {
    issues: found.map(({ issue }) => issue),
    patches: found.flatMap(({ patch }) => (patch === null ? [] : [patch])),
    ran: able.length,
    skipped: layer.rules.filter((rule) => !able.includes(rule)).map(({ id }) => id),
  };
}

/** The grammar rule without a checker has checked nothing. */
function canRun(rule: Rule, { language, grammar }: RuleContext): boolean {
  return knows(rule, language) && (rule.id !== 'technical.grammar' || grammar !== null);
}

/** True when the writer said that this rule does not apply to this quote; a finding about the whole text has the quote "". */
export function isWaived(
  { rule, anchor }: Pick<Finding, 'rule' | 'anchor'>,
  waivers: readonly Waiver[],
): boolean {
  return waivers.some((waiver) => waiver.rule === rule && waiver.quote === (anchor?.quote ?? ''));
}

/** An anchor at a place of a text; null where there is no such block. */
export function anchorAt(text: ReviewText, { blockId, start, end }: Place): Anchor | null {
  const paragraph = text.paragraphs.find((candidate) => candidate.blockId === blockId)?.block;
  return paragraph === undefined ? null : anchorTo({ target: text.target, paragraph, start, end });
}

function toIssue(
  { severity, place, values = {}, evidence = [], note }: RuleFinding,
  { rule, layer, text, id }: { rule: Rule; layer: RuleLayer; text: ReviewText; id: FindingId },
): Finding {
  return {
    id,
    layer: layer.layer,
    rule: rule.id,
    severity,
    values,
    note: note ?? null,
    anchor: place === null ? null : anchorAt(text, place),
    evidence,
    origin: 'rule',
  };
}

function toPatch(
  { fix, place }: RuleFinding,
  { text, issue, newId }: { text: ReviewText; issue: Finding; newId(): string },
): Patch | null {
  const at = fix?.place ?? place;
  const anchor = at === null || at === undefined ? null : anchorAt(text, at);
  if (fix === undefined || anchor === null) return null;
  return {
    id: newId() as PatchId,
    findingId: issue.id,
    anchor,
    change: fix.change,
    origin: 'rule',
    isSafe: fix.isSafe,
    state: 'open',
  };
}

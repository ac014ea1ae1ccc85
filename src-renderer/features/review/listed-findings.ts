import type { FindingId } from '../../../src-shared/domain/ids.ts';
import { layers, type Layer } from '../../../src-shared/domain/qa.ts';
import {
  findingState,
  openPatch,
  type ReviewedFinding,
  type ReviewedText,
} from '../../../src-shared/domain/reviewed-text.ts';
import type { ReviewFilter } from './review-store.ts';

/** The findings of one rule. */
export interface RuleGroup {
  readonly rule: string;
  readonly findings: readonly ReviewedFinding[];
}

/** One layer with what is listed of it, rule by rule. */
export interface LayerGroup {
  readonly layer: Layer;
  readonly rules: readonly RuleGroup[];
  /** All its findings that wait for the writer, listed or not. */
  readonly open: number;
}

/** A text's findings as they are listed: by layer, then by rule, then as they were found. */
export function groupFindings(text: ReviewedText, filter: ReviewFilter): readonly LayerGroup[] {
  return layers.map((layer) => {
    const own = text.findings.filter((finding) => finding.layer === layer);
    const rules = new Map<string, ReviewedFinding[]>();
    for (const finding of own.filter((one) => isListed(one, filter)))
      rules.set(finding.rule, [...(rules.get(finding.rule) ?? []), finding]);
    return {
      layer,
      rules: [...rules].map(([rule, findings]) => ({ rule, findings })),
      open: own.filter((finding) => findingState(finding) === 'open').length,
    };
  });
}

/** The listed findings of these texts in the order they are listed. */
export function listFindings(
  texts: readonly ReviewedText[],
  filter: ReviewFilter,
): readonly ReviewedFinding[] {
  return texts.flatMap((text) =>
    groupFindings(text, filter).flatMap(({ rules }) => rules.flatMap(({ findings }) => findings)),
  );
}

/** How many findings of a text wait for the writer. */
export function countOpen({ findings }: ReviewedText): number {
  return findings.filter((finding) => findingState(finding) === 'open').length;
}

/** In how many texts a rule has patches that wait for the writer. */
export function countTextsOfRule(texts: readonly ReviewedText[], rule: string): number {
  const isOfRule = (finding: ReviewedFinding): boolean =>
    finding.rule === rule && findingState(finding) === 'open' && openPatch(finding) !== undefined;
  return texts.filter(({ findings }) => findings.some(isOfRule)).length;
}

/** The finding one step further in the list, round its end; the first where none is opened. */
export function stepFrom(
  list: readonly ReviewedFinding[],
  current: FindingId | null,
  by: 1 | -1,
): FindingId | null {
  const at = list.findIndex(({ id }) => id === current);
  const next = at < 0 ? (by === 1 ? 0 : list.length - 1) : (at + by + list.length) % list.length;
  return list[next]?.id ?? null;
}

function isListed(finding: ReviewedFinding, { layer, severity, state }: ReviewFilter): boolean {
  return (
    (layer === 'all' || finding.layer === layer) &&
    (severity === 'all' || finding.severity === severity) &&
    (state === 'all' || findingState(finding) === state)
  );
}

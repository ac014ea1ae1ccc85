import type { Finding, Severity } from '../../src-shared/domain/qa.ts';

/** Points a finding takes from a layer's hundred, per 1,000 words. */
const weights: Readonly<Record<Severity, number>> = { error: 12, warning: 5, note: 1 };
/** The most one rule may take: a rule that cries often is one fault of the text, not forty. */
const mostPerRule = 40;
/** Shorter texts count as this long, so that one slip in a paragraph does not sink it. */
const leastWords = 400;

/**
 * A layer's score, 0 to 100, to one decimal: 100 less the weight of its findings (error 12, warning 5, note 1). What
 * points into the text counts per 1,000 words (texts under 400 words as 400); what is about the whole text counts as
 * it is. One rule takes at most 40. Another finding never raises a score.
 */
export function scoreOf(
  findings: readonly Pick<Finding, 'rule' | 'severity' | 'anchor'>[],
  words: number,
): number {
  const perRule = new Map<string, number>();
  for (const { rule, severity, anchor } of findings) {
    const share = anchor === null ? 1 : 1000 / Math.max(words, leastWords);
    perRule.set(rule, (perRule.get(rule) ?? 0) + weights[severity] * share);
  }
  const lost = [...perRule.values()].reduce((sum, points) => sum + Math.min(points, mostPerRule), 0);
  return Math.max(0, Math.round((100 - lost) * 10) / 10);
}

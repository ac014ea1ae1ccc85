import { expect, test } from 'vitest';
import { scoreOf } from '../../../../agents/qa/score.ts';
import type { Finding, Severity } from '../../../../src-shared/domain/qa.ts';

type Scored = Pick<Finding, 'rule' | 'severity' | 'anchor'>;
const anchor = {} as NonNullable<Finding['anchor']>;
const finding = (severity: Severity, rule = 'a', isWhole = false): Scored => ({
  rule,
  severity,
  anchor: isWhole ? null : anchor,
});

test('another finding never raises a score', () => {
  const severities: Severity[] = ['note', 'warning', 'error'];
  for (const words of [50, 400, 1200, 6000]) {
    const findings: Scored[] = [];
    let last = scoreOf(findings, words);
    for (let at = 0; at < 120; at++) {
      findings.push(finding(severities[at % 3] ?? 'note', `rule ${at % 7}`, at % 5 === 0));
      const next = scoreOf(findings, words);
      expect(next).toBeLessThanOrEqual(last);
      last = next;
    }
    expect(last).toBeGreaterThanOrEqual(0);
  }
});

test('a long clean text with one note stays near a hundred', () => {
  expect(scoreOf([finding('note')], 3000)).toBeGreaterThan(99);
});

test('an error weighs more than a warning, a warning more than a note', () => {
  const [error, warning, note] = (['error', 'warning', 'note'] as const).map((severity) =>
    scoreOf([finding(severity)], 1000),
  );
  expect(error).toBeLessThan(warning ?? 0);
  expect(warning).toBeLessThan(note ?? 0);
});

test('one rule that cries forty times cannot sink a layer alone', () => {
  const findings = Array.from({ length: 40 }, () => finding('warning'));
  expect(scoreOf(findings, 1000)).toBe(60);
});

test('the same slip weighs less in a longer text, and one in a paragraph does not sink it', () => {
  expect(scoreOf([finding('warning')], 2000)).toBeGreaterThan(scoreOf([finding('warning')], 500));
  expect(scoreOf([finding('warning')], 30)).toBe(scoreOf([finding('warning')], 400));
});

import { proseFromText } from '../../src-shared/domain/prose.ts';
import type { DraftId } from '../../src-shared/domain/ids.ts';
import type { LoreEntry } from '../../src-shared/domain/lore.ts';
import type { Finding } from '../../src-shared/domain/qa.ts';
import type { GrammarFault } from '../library.ts';
import type { RuleContext } from './layer.ts';
import { ruleLayers } from './layers/rules.ts';
import { readText } from './text/review-text.ts';

/** A repaired sentence beside the old one, and what rules need to know to judge both. */
export interface Rerun {
  readonly finding: Pick<Finding, 'rule' | 'values'>;
  readonly before: string;
  readonly after: string;
  readonly language: string;
  readonly entries: readonly LoreEntry[];
  readonly grammar: readonly (readonly GrammarFault[])[] | null; // of both, in this order
}

/** Runs the rules again over a repaired sentence: what was flagged has to be gone, and nothing may be new. */
export function isMended(rerun: Rerun): boolean {
  const old = findingsIn(rerun, 0);
  const now = findingsIn(rerun, 1);
  const isNew = [...now].some(([rule, times]) => times > (old.get(rule) ?? 0));
  return !isNew && (now.get(rerun.finding.rule) ?? 0) < (old.get(rerun.finding.rule) ?? 0);
}

/** How often the rules that can judge one sentence accuse it: the technical ones, and the one that flagged it. */
function findingsIn(
  { finding, before, after, language, entries, grammar }: Rerun,
  at: 0 | 1,
): Map<string, number> {
  const { usual } = finding.values;
  const context: RuleContext = {
    language,
    style: typeof usual === 'string' ? `${usual} tense` : '',
    summary: '',
    pov: null,
    brief: null,
    beats: [],
    entries,
    previous: [],
    grammar: grammar === null ? null : [grammar[at] ?? []],
  };
  const document = proseFromText(at === 0 ? before : after, () => 'sentence');
  const text = readText(document, { kind: 'draft', draftId: nowhere }, language);
  const flagging = Object.values(ruleLayers).flatMap(({ rules }) =>
    rules.filter(({ id }) => id === finding.rule),
  );
  const rules = new Set([...ruleLayers.technical.rules, ...flagging]);
  return new Map([...rules].map((rule) => [rule.id, rule.find(text, context).length]));
}

const nowhere = '00000000-0000-7000-8000-000000000000' as DraftId;

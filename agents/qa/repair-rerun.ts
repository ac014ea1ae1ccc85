import { proseFromText } from '../../src-shared/domain/prose.ts';
import type { Finding } from '../../src-shared/domain/qa.ts';
import type { Library } from '../library.ts';
import type { RuleContext } from './layer.ts';
import { ruleLayers } from './layers/rules.ts';
import { readText } from './text/review-text.ts';

/** Runs the rules again over a repaired sentence: what was flagged has to be gone, and nothing may be new. */
export async function isMended(
  {
    finding,
    before,
    after,
  }: { readonly finding: Pick<Finding, 'rule'>; readonly before: string; readonly after: string },
  library: Pick<Library, 'checkGrammar' | 'getOutline'>,
): Promise<boolean> {
  const { novel } = await library.getOutline();
  const grammar = await library.checkGrammar([before, after]);
  const count = (sentence: string, at: number): Map<string, number> =>
    findingsIn(sentence, {
      ...bare,
      language: novel.language,
      grammar: grammar === null ? null : [grammar[at] ?? []],
    });
  const [old, now] = [count(before, 0), count(after, 1)];
  const isNew = [...now].some(([rule, times]) => times > (old.get(rule) ?? 0));
  const was = old.get(finding.rule) ?? 0;
  return !isNew && (was === 0 || (now.get(finding.rule) ?? 0) < was);
}

const bare: RuleContext = {
  language: 'en',
  style: '',
  summary: '',
  pov: null,
  brief: null,
  beats: [],
  entries: [],
  previous: [],
  grammar: null,
};

/** How often each rule that can judge one sentence accuses this one. */
function findingsIn(sentence: string, context: RuleContext): Map<string, number> {
  const document = proseFromText(sentence, () => 'sentence');
  const target = { kind: 'draft', draftId: '00000000-0000-7000-8000-000000000000' } as Parameters<
    typeof readText
  >[1];
  const text = readText(document, target, context.language);
  const counts = new Map<string, number>();
  for (const rule of ruleLayers.technical.rules) counts.set(rule.id, rule.find(text, context).length);
  return counts;
}

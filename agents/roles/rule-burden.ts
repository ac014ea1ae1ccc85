import type { ChapterId, DraftId } from '../../src-shared/domain/ids.ts';
import type { ProseDocument } from '../../src-shared/domain/prose.ts';
import { layers } from '../../src-shared/domain/qa.ts';
import { gatherRuleContext } from '../qa/gather-rule-context.ts';
import { ruleLayers } from '../qa/layers/rules.ts';
import { runRules } from '../qa/run-rules.ts';
import type { StepTools } from '../crews/step.ts';

/** How much a finding weighs when an editor chooses what to revise and whether a revision is any better. */
export const findingWeight = { error: 3, warning: 1, note: 0.2 } as const;

/** A crew's own draft, as rules look at it. */
export interface RuledDraft {
  readonly document: ProseDocument;
  readonly draftId: DraftId;
  readonly chapterId: ChapterId;
}

/** What all offline rules together hold against a text: 0 for nothing. Asks no model. */
export async function ruleBurden(
  { document, draftId, chapterId }: RuledDraft,
  tools: StepTools,
): Promise<number> {
  const target = { kind: 'draft', draftId } as const;
  const input = { document, target, chapterId, beats: [], brief: null, round: 0, exams: [] };
  const read = await gatherRuleContext(input, { library: tools.library, needsGrammar: true });
  const waivers = await tools.library.listWaivers();
  const found = layers.flatMap(
    (layer) => runRules(ruleLayers[layer], read, { waivers, newId: () => tools.newId() }).issues,
  );
  return found.reduce((sum, { severity }) => sum + findingWeight[severity], 0);
}

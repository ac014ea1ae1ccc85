import { z } from 'zod';
import { contentAt } from '../../src-shared/domain/apply-patch.ts';
import { rewordInline } from '../../src-shared/domain/inline.ts';
import type { PatchId } from '../../src-shared/domain/ids.ts';
import type { Patch } from '../../src-shared/domain/patch.ts';
import { LayerReview, type Finding } from '../../src-shared/domain/qa.ts';
import { AppError } from '../../src-shared/errors.ts';
import { step, type StepTools } from '../crews/step.ts';
import { lessonOf, wordRepair } from './repair.ts';
import { isMended } from './repair-rerun.ts';
import { ReviewInput } from './review-input.ts';
import { anchorAt } from './run-rules.ts';
import { foldedNames } from './text/names.ts';
import { readText, type ReviewText, type Sentence } from './text/review-text.ts';

const most = 8; // sentences a round: what the rules flag beyond that is the editor's

const RepairInput = ReviewInput.extend({ layers: z.array(LayerReview).readonly() });

/** Has a model word the repair of sentences that rules flagged and could not surely mend. The layers come back with its patches added. */
export const wordRepairs = step({
  name: 'word-repairs',
  agent: 'technical-reviewer',
  input: RepairInput,
  output: z.array(LayerReview),
  run: async (input, tools) => {
    const { novel } = await tools.library.getOutline();
    const entries = await tools.library.listEntries();
    const text = readText(input.document, input.target, novel.language);
    const names = foldedNames(entries, novel.language);
    const flagged = flaggedSentences(input.layers, text).slice(0, most);
    const patches: Patch[] = [];
    for (const { finding, sentence } of flagged) {
      const worded = await tryRepair({ sentence: sentence.text, finding, names }, tools);
      if (worded === null) continue;
      const grammar = await tools.library.checkGrammar([sentence.text, worded]);
      const both = { before: sentence.text, after: worded, language: novel.language };
      if (!isMended({ finding, ...both, entries, grammar })) continue;
      patches.push(toPatch({ finding, sentence, worded }, text, tools));
    }
    return input.layers.map((layer) => ({
      ...layer,
      patches: [
        ...layer.patches,
        ...patches.filter((patch) => layer.issues.some(({ id }) => id === patch.findingId)),
      ],
    }));
  },
});

/** A model that fails words nothing; the findings stand without its repairs. */
async function tryRepair(
  request: Parameters<typeof wordRepair>[0],
  { model, declarations, signal }: StepTools,
): Promise<string | null> {
  try {
    return await wordRepair(request, { model: model('technical-reviewer'), declarations }, signal);
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('MODEL_')) return null;
    throw error;
  }
}

/** Each flagged sentence once, with the first finding that a repair could mend and no safe patch mends already. */
function flaggedSentences(
  layers: readonly LayerReview[],
  text: ReviewText,
): readonly { finding: Finding; sentence: Sentence }[] {
  const mended = new Set(
    layers.flatMap(({ patches }) => patches.filter(({ isSafe }) => isSafe).map((p) => p.findingId)),
  );
  const seen = new Set<number>();
  return layers
    .flatMap(({ issues }) => issues)
    .flatMap((finding) => {
      const { anchor } = finding;
      if (
        anchor === null ||
        finding.origin !== 'rule' ||
        lessonOf(finding) === null ||
        mended.has(finding.id)
      )
        return [];
      const sentence = text.sentences.find(
        ({ blockId, start, end }) => blockId === anchor.blockId && start <= anchor.start && end >= anchor.end,
      );
      if (sentence === undefined || seen.has(sentence.number)) return [];
      seen.add(sentence.number);
      return [{ finding, sentence }];
    });
}

function toPatch(
  { finding, sentence, worded }: { finding: Finding; sentence: Sentence; worded: string },
  text: ReviewText,
  tools: StepTools,
): Patch {
  const block = text.paragraphs[sentence.paragraph]?.block;
  const anchor = anchorAt(text, sentence);
  if (block === undefined || anchor === null)
    throw new AppError('INTERNAL', { reason: 'a sentence without its block' });
  return {
    id: tools.newId() as PatchId,
    findingId: finding.id,
    anchor,
    change: { kind: 'replace', content: rewordInline(contentAt(block, sentence), worded) },
    origin: 'model',
    isSafe: false,
    state: 'open',
  };
}

import { expect, test } from 'vitest';
import { ruleLayers } from '../../../../agents/qa/layers/rules.ts';
import { runRules } from '../../../../agents/qa/run-rules.ts';
import { gatherRuleContext } from '../../../../agents/qa/gather-rule-context.ts';
import { createMemoryLibrary } from '../../../helpers/memory-library.ts';
import { readSampleNovel } from '../../../helpers/sample-novel.ts';

const novel = readSampleNovel();
const written = novel.scenes.filter(({ wordCount }) => wordCount > 0);

test('clean chapters are hardly accused: at most three findings in 1,000 words, and no error', async () => {
  expect(written.length).toBeGreaterThanOrEqual(2);
  for (const scene of written) {
    const target = { kind: 'scene', sceneId: scene.id } as const;
    const input = { document: scene.document, target, chapterId: scene.chapterId, beats: [], brief: null };
    const library = createMemoryLibrary(novel);
    const read = await gatherRuleContext({ ...input, round: 0, exams: [] }, { library, needsGrammar: false });
    const issues = Object.values(ruleLayers).flatMap(
      (layer) => runRules(layer, read, { waivers: [], newId: () => 'finding' }).issues,
    );
    const prose = issues.filter(({ rule }) => rule !== 'technical.markdown-residue'); // the sample is Markdown here
    expect(prose.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect((prose.length / read.text.words.length) * 1000).toBeLessThanOrEqual(3);
  }
});

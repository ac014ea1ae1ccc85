import type { Rule } from '../../layer.ts';
import type { Sentence } from '../../text/review-text.ts';

const shared = 4;

/** The first sentence begins with the same four words as that of an earlier scene. */
export const opensAlike: Rule = {
  id: 'structural.opens-alike',
  languages: 'all',
  find: (text, { previous }) => {
    const first = text.sentences.find(({ words }) => words.length > 0);
    if (first === undefined || first.words.length < shared) return [];
    const twin = previous.find((scene) =>
      isAlike(
        scene.text.sentences.find(({ words }) => words.length > 0),
        first,
      ),
    );
    const quote = twin?.text.sentences.find(({ words }) => words.length > 0)?.text;
    if (twin === undefined || quote === undefined) return [];
    const { blockId, start, end } = first;
    return [
      {
        severity: 'warning',
        place: { blockId, start, end },
        values: { scene: twin.title },
        evidence: [{ source: { kind: 'scene', sceneId: twin.sceneId }, title: twin.title, quote }],
      },
    ];
  },
};

function isAlike(other: Sentence | undefined, first: Sentence): boolean {
  return first.words.slice(0, shared).every(({ folded }, at) => other?.words[at]?.folded === folded);
}

import type { Rule } from '../../layer.ts';
import { wordSegmenter } from '../../../../src-shared/text/search-words.ts';
import { lowerCase } from '../../../../src-shared/text/fold.ts';
import { placeOf } from '../../text/review-text.ts';

const length = 8;

/** Eight words in a row copied from the plan: told as a summary, not as a scene. */
export const promptEcho: Rule = {
  id: 'style.prompt-echo',
  languages: 'all',
  find: (text, { beats, brief, summary, language }) => {
    const planned = [...beats.map(({ happens }) => happens), brief?.text ?? '', summary];
    const runs = new Map(
      planned.flatMap((plan) => runsOf(plan, language).map((run) => [run, plan] as const)),
    );
    let free = -1;
    return text.sentences.flatMap(({ words }) =>
      words.slice(0, Math.max(0, words.length - length + 1)).flatMap((first, start) => {
        const run = words.slice(start, start + length);
        const last = run.at(-1);
        const plan = runs.get(run.map(({ folded }) => folded).join(' '));
        if (plan === undefined || last === undefined || first.at < free) return [];
        free = first.at + length * 3;
        return [
          {
            severity: 'warning' as const,
            place: placeOf(first, last),
            evidence: [{ source: { kind: 'brief' as const }, title: '', quote: plan.slice(0, 200) }],
          },
        ];
      }),
    );
  },
};

function runsOf(plan: string, language: string): string[] {
  const words = [...wordSegmenter(language).segment(lowerCase(plan.normalize('NFC'), language))]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment.replace(/['’]s?$/u, ''));
  return words
    .slice(0, Math.max(0, words.length - length + 1))
    .map((_, at) => words.slice(at, at + length).join(' '));
}

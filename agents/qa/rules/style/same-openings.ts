import type { Rule, RuleFinding } from '../../layer.ts';
import { narrationOf, type ReviewText, type Sentence } from '../../text/review-text.ts';

const least = 4;

/** Four sentences of narration in a row, or more, that begin with the same word. */
export const sameOpenings: Rule = {
  id: 'style.same-openings',
  languages: 'all',
  find: (text) => {
    const told = text.sentences.filter((sentence) => narrationOf(sentence, text).length > 0);
    const findings: RuleFinding[] = [];
    for (let at = 0; at < told.length;) {
      const run = runFrom(told, at, text);
      const [first] = run;
      const last = run.at(-1);
      if (first !== undefined && last !== undefined && run.length >= least)
        findings.push({
          severity: run.length >= 6 ? 'warning' : 'note',
          place: { blockId: last.blockId, start: last.start, end: last.end },
          values: { word: openingOf(first, text)?.text ?? '', times: run.length },
          evidence: [{ source: { kind: 'draft' }, title: '', quote: first.text }],
        });
      at += Math.max(1, run.length);
    }
    return findings;
  },
};

function runFrom(sentences: readonly Sentence[], at: number, text: ReviewText): readonly Sentence[] {
  const word = sentences[at] === undefined ? undefined : openingOf(sentences[at], text)?.folded;
  const end = sentences.findIndex(
    (sentence, index) => index > at && openingOf(sentence, text)?.folded !== word,
  );
  return word === undefined ? [] : sentences.slice(at, end === -1 ? undefined : end);
}

/** A sentence's first word, if the narrator says it. */
function openingOf(sentence: Sentence, text: ReviewText): Sentence['words'][number] | undefined {
  const [first] = sentence.words;
  return first === narrationOf(sentence, text)[0] ? first : undefined;
}

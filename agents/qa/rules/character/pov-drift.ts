import type { Rule, RuleContext, RuleFinding } from '../../layer.ts';
import { isNarration, narrationOf, type ReviewText, type Sentence } from '../../text/review-text.ts';
import { wordListsOf } from '../../text/word-lists.ts';
import { tellsInFirstPerson } from './missing-character.ts';

const most = 12;

/**
 * Narration that falls out of its person: an "I" where the story is told of "her", or sentences without the teller
 * where it is told by an "I". What the novel says of its style decides, then how it was told before, then the text.
 */
export const povDrift: Rule = {
  id: 'character.pov-drift',
  languages: ['en', 'id'],
  find: (text, context) => {
    const person = expectedPerson(text, context);
    if (person === 'first') return lostTeller(text);
    if (person === null) return [];
    const first = new Set(wordListsOf(text.language).firstPerson);
    return text.sentences
      .flatMap((sentence): RuleFinding[] => {
        const word = narrationOf(sentence, text).find(({ folded }) => first.has(folded));
        if (word === undefined || isUnmarkedThought(sentence, text)) return [];
        const { blockId, start, end } = sentence;
        return [
          {
            severity: 'warning',
            place: { blockId, start, end },
            values: { word: word.text, person: 'third' },
          },
        ];
      })
      .slice(0, most);
  },
};

function expectedPerson(text: ReviewText, { style, previous }: RuleContext): 'first' | 'third' | null {
  if (tellsInFirstPerson(style)) return 'first';
  if (/\bthird[- ]person\b|\borang ketiga\b/iu.test(style)) return 'third';
  const told = previous.map((scene) => personOf(scene.text)).filter((person) => person !== null);
  return told.at(-1) ?? personOf(text);
}

/** Which person narrates: null where too little is said to tell, or both are. */
function personOf(text: ReviewText): 'first' | 'third' | null {
  const lists = wordListsOf(text.language);
  const count = (words: readonly string[]): number => {
    const wanted = new Set(words);
    return text.words.filter((word) => wanted.has(word.folded) && isNarration(word, text)).length;
  };
  const first = count(lists.firstPerson);
  const third = count(lists.thirdPerson);
  if (first + third < 10) return null;
  if (first <= third * 0.15) return 'third';
  return first >= third * 0.6 ? 'first' : null;
}

/** A text meant for an "I" that nearly never says so has lost its teller. */
function lostTeller(text: ReviewText): readonly RuleFinding[] {
  return personOf(text) === 'third'
    ? [{ severity: 'error', place: null, values: { word: '', person: 'first' } }]
    : [];
}

/** "Why should I go? she thought": a thought without marks around it. */
function isUnmarkedThought(sentence: Sentence, text: ReviewText): boolean {
  const near = text.paragraphs[sentence.paragraph]?.text.slice(sentence.start, sentence.end + 40) ?? '';
  return /\b(?:thought|wondered|told (?:him|her)self|said to (?:him|her)self|pikir|batin)\b/iu.test(near);
}

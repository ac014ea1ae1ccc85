import type { Layer } from '../../../src-shared/domain/qa.ts';
import type { RuleLayer } from '../layer.ts';
import { attributeContradiction } from '../rules/character/attribute-contradiction.ts';
import { missingCharacter } from '../rules/character/missing-character.ts';
import { misspeltName } from '../rules/character/misspelt-name.ts';
import { notInGuide } from '../rules/character/not-in-guide.ts';
import { povDrift } from '../rules/character/pov-drift.ts';
import { unknownName } from '../rules/character/unknown-name.ts';
import { beatNotCovered } from '../rules/structural/beat-not-covered.ts';
import { chapterLength } from '../rules/structural/chapter-length.ts';
import { dialogueShare } from '../rules/structural/dialogue-share.ts';
import { longParagraph } from '../rules/structural/long-paragraph.ts';
import { missingEnding } from '../rules/structural/missing-ending.ts';
import { opensAlike } from '../rules/structural/opens-alike.ts';
import { repeatedParagraph } from '../rules/structural/repeated-paragraph.ts';
import { verifyMark } from '../rules/structural/verify-mark.ts';
import { adverbs } from '../rules/style/adverbs.ts';
import { cliche } from '../rules/style/cliche.ts';
import { filterWords } from '../rules/style/filter-words.ts';
import { metaTalk } from '../rules/style/meta-talk.ts';
import { monotony } from '../rules/style/monotony.ts';
import { promptEcho } from '../rules/style/prompt-echo.ts';
import { repeatedAcross } from '../rules/style/repeated-across.ts';
import { repeatedPhrase } from '../rules/style/repeated-phrase.ts';
import { repeatedWord } from '../rules/style/repeated-word.ts';
import { sameOpenings } from '../rules/style/same-openings.ts';
import { tenseDrift } from '../rules/style/tense-drift.ts';
import { doubledWord } from '../rules/technical/doubled-word.ts';
import { doubleSpace } from '../rules/technical/double-space.ts';
import { endPunctuation } from '../rules/technical/end-punctuation.ts';
import { grammar } from '../rules/technical/grammar.ts';
import { lowercaseStart } from '../rules/technical/lowercase-start.ts';
import { markdownResidue } from '../rules/technical/markdown-residue.ts';
import { quoteStyle } from '../rules/technical/quote-style.ts';
import { spaceBeforeMark } from '../rules/technical/space-before-mark.ts';
import { unbalancedBrackets } from '../rules/technical/unbalanced-brackets.ts';
import { unbalancedQuotes } from '../rules/technical/unbalanced-quotes.ts';

/** Every offline rule, by layer, in the order it is run. */
export const ruleLayers: Readonly<Record<Layer, RuleLayer>> = {
  structural: {
    layer: 'structural',
    rules: [
      beatNotCovered,
      chapterLength,
      missingEnding,
      opensAlike,
      repeatedParagraph,
      dialogueShare,
      longParagraph,
      verifyMark,
    ],
  },
  character: {
    layer: 'character',
    rules: [misspeltName, attributeContradiction, povDrift, missingCharacter, notInGuide, unknownName],
  },
  style: {
    layer: 'style',
    rules: [
      metaTalk,
      promptEcho,
      repeatedPhrase,
      repeatedAcross,
      repeatedWord,
      sameOpenings,
      tenseDrift,
      cliche,
      filterWords,
      adverbs,
      monotony,
    ],
  },
  technical: {
    layer: 'technical',
    rules: [
      markdownResidue,
      doubledWord,
      doubleSpace,
      spaceBeforeMark,
      unbalancedQuotes,
      unbalancedBrackets,
      quoteStyle,
      endPunctuation,
      lowercaseStart,
      grammar,
    ],
  },
};

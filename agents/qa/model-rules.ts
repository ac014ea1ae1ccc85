import type { Layer } from '../../src-shared/domain/qa.ts';

/** What a model may accuse a sentence of, by layer: the rule's name and how the prompt explains it. */
export const modelRules: Readonly<Record<Layer, Readonly<Record<string, string>>>> = {
  structural: {
    'off-plan': 'it tells something that the plan rules out',
    continuity: 'it cannot be true after an earlier sentence',
  },
  character: {
    'contradicts-entry': 'a person looks, is or does otherwise than the known facts say',
    'wrong-name': 'a person or a place has a wrong name',
  },
  style: {
    'worn-phrase': 'it is built on a phrase everybody has read too often',
    repetition: 'it says again what the sentence before it said',
    tense: 'it is told in another tense than the others',
  },
  technical: {
    spelling: 'a word is misspelt or is the wrong word of two that sound alike',
    grammar: 'the grammar is wrong',
    punctuation: 'a mark is missing or wrong',
  },
};

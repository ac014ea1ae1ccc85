import type { Rule, RuleContext, RuleFinding } from '../../layer.ts';
import { foldedNames } from '../../text/names.ts';
import { narrationOf, type ReviewText, type Sentence, type Word } from '../../text/review-text.ts';

type Tense = 'past' | 'present';

/** Common verbs of narration, third person present; their past forms follow in the same order. */
const present =
  'is are has does says walks goes sees feels looks comes takes makes turns knows thinks stands sits runs gets gives hears holds keeps leaves finds tells asks opens closes smiles nods begins watches waits steps pulls pushes reaches stops speaks lies falls rises brings puts moves calls hopes wants needs tries remembers realizes seems wonders whispers stares glances sighs laughs shakes wakes eats drinks enters returns follows lifts drops touches breathes listens notices'.split(
    ' ',
  );
const past =
  'was were had did said walked went saw felt looked came took made turned knew thought stood sat ran got gave heard held kept left found told asked opened closed smiled nodded began watched waited stepped pulled pushed reached stopped spoke lay fell rose brought put moved called hoped wanted needed tried remembered realized seemed wondered whispered stared glanced sighed laughed shook woke ate drank entered returned followed lifted dropped touched breathed listened noticed'.split(
    ' ',
  );
const presentSet = new Set(present);
const pastSet = new Set(past.filter((word) => word !== 'put' && word !== 'left'));
const subjects = new Set(['he', 'she', 'it', 'they', 'we', 'i', 'who']);
const plain = new Set(['he', 'she']);
const between = /^(?:never|always|still|only|just|then|now|slowly|quickly|suddenly|already|often)$/u;
const most = 10;
/** Only a subject among a sentence's first words is sure to be that of its main clause. */
const reach = 6;

/**
 * A sentence of narration told in the other tense: in a story that is told in one tense four times out of five, a
 * "she walks" among "she walked". Only a verb right after its subject counts.
 */
export const tenseDrift: Rule = {
  id: 'style.tense-drift',
  languages: ['en'],
  find: (text, context) => {
    const names = foldedNames(context.entries, context.language);
    const told = text.sentences.map((sentence) => ({ sentence, tense: tenseOf(sentence, text, names) }));
    const usual = usualTense(
      told.map(({ tense }) => tense),
      context,
    );
    if (usual === null) return [];
    return told
      .flatMap(({ sentence, tense }): RuleFinding[] =>
        tense === null || tense === 'both' || tense === usual
          ? []
          : [{ severity: 'warning', place: placeOfSentence(sentence), values: { found: tense, usual } }],
      )
      .slice(0, most);
  },
};

function usualTense(tenses: readonly (Tense | 'both' | null)[], { style }: RuleContext): Tense | null {
  const stated = /\b(past|present) tense\b/iu.exec(style)?.[1]?.toLowerCase();
  if (stated === 'past' || stated === 'present') return stated;
  const count = (wanted: Tense): number => tenses.filter((tense) => tense === wanted).length;
  const [inPast, inPresent] = [count('past'), count('present')];
  if (inPast + inPresent < 8) return null;
  if (inPast >= 4 * inPresent) return 'past';
  return inPresent >= 4 * inPast ? 'present' : null;
}

/** The tense of the verbs that follow a subject; "both" where they differ, null where there is none. */
function tenseOf(sentence: Sentence, text: ReviewText, names: ReadonlySet<string>): Tense | 'both' | null {
  const words = narrationOf(sentence, text);
  const found = new Set<Tense>();
  words.forEach((word, at) => {
    if (at >= reach || !isSubject(word, names)) return;
    const verb = between.test(words[at + 1]?.folded ?? '') ? words[at + 2] : words[at + 1];
    const form = verb === undefined || isNoun(verb) ? null : formOf(verb, word);
    if (form !== null) found.add(form);
  });
  const [only] = found;
  return found.size > 1 ? 'both' : (only ?? null);
}

function isSubject(word: Word, names: ReadonlySet<string>): boolean {
  return (
    subjects.has(word.folded) ||
    (names.has(word.folded) && /^\p{Lu}/u.test(word.text) && !/['’]/u.test(word.text))
  );
}

/** A past form follows any subject; a present one in -s only a person, as "it is said" and "who knows" are of no time. */
function formOf(verb: Word, subject: Word): Tense | null {
  if (pastSet.has(verb.folded) || (/\p{Ll}{2}ed$/u.test(verb.folded) && verb.folded.length > 4))
    return 'past';
  const isPerson = plain.has(subject.folded) || !subjects.has(subject.folded);
  if (isPerson && presentSet.has(verb.folded)) return 'present';
  return subject.folded === 'i' && verb.folded === 'am' ? 'present' : null;
}

function isNoun(verb: Word): boolean {
  return /^\p{Lu}/u.test(verb.text);
}

function placeOfSentence({ blockId, start, end }: Sentence): NonNullable<RuleFinding['place']> {
  return { blockId, start, end };
}

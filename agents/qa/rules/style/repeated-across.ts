import type { Rule } from '../../layer.ts';
import { foldedNames } from '../../text/names.ts';
import { phrasesOf } from '../../text/phrases.ts';

const kind = { length: 7, telling: 3 } as const;

/** Seven words in a row that an earlier chapter already said, with the words as they stand there. */
export const repeatedAcross: Rule = {
  id: 'style.repeated-across',
  languages: 'all',
  find: (text, { previous, entries, language }) => {
    if (previous.length === 0) return [];
    const names = foldedNames(entries, language);
    const told = new Map(
      previous.flatMap((scene) =>
        phrasesOf(scene.text, kind, names).map((phrase) => [phrase.key, { scene, phrase }] as const),
      ),
    );
    let free = -1;
    return phrasesOf(text, kind, names).flatMap((phrase) => {
      const earlier = told.get(phrase.key);
      if (earlier === undefined || phrase.at < free) return [];
      free = phrase.at + kind.length * 2;
      const { scene } = earlier;
      return [
        {
          severity: 'warning' as const,
          place: phrase.place,
          values: { phrase: phrase.quote, scene: scene.title },
          evidence: [
            {
              source: { kind: 'scene' as const, sceneId: scene.sceneId },
              title: scene.title,
              quote: earlier.phrase.quote,
            },
          ],
        },
      ];
    });
  },
};

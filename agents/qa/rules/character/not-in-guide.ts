import { lowerCase } from '../../../../src-shared/text/fold.ts';
import type { Rule, RuleContext } from '../../layer.ts';
import { findNames, namesOf, type NameSeen } from '../../text/names.ts';
import { placeOf, type ReviewText } from '../../text/review-text.ts';

const least = 3;

/** A worldbook character who is in the scene, three times or more in narration, though the guide does not name them. */
export const notInGuide: Rule = {
  id: 'character.not-in-guide',
  languages: 'all',
  find: (text, context) => {
    if (context.beats.length === 0) return [];
    const guide = guideText(context);
    const isGuided = ({ entry }: NameSeen): boolean =>
      namesOf(entry).some((name) => guide.includes(lowerCase(name, context.language)));
    const characters = context.entries.filter(({ kind }) => kind === 'character');
    const seen = findNames(text, characters).filter((name) => !name.first.isDialogue && !isGuided(name));
    return [...Map.groupBy(seen, ({ entry }) => entry.id).values()].flatMap((places) => {
      const [first] = places;
      if (first === undefined || places.length < least) return [];
      return [
        {
          severity: 'note' as const,
          place: placeOf(first.first, first.last),
          values: { name: first.entry.title, times: places.length },
        },
      ];
    });
  },
};

/** All that was planned, in one folded text. */
export function guideText({ beats, summary, brief, pov, language }: RuleContext): string {
  const parts = beats.flatMap((beat) => [beat.happens, ...beat.characters, beat.place]);
  return lowerCase([...parts, summary, brief?.text ?? '', pov ?? ''].join('\n'), language);
}

/** True where any of an entry's names stands in the text. */
export function isNamed(entry: RuleContext['entries'][number], text: ReviewText): boolean {
  return findNames(text, [entry]).length > 0;
}

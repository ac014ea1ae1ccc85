import type { Rule } from '../../layer.ts';
import { appears } from '../structural/beat-not-covered.ts';

/** A character of the guide whom the text never names. */
export const missingCharacter: Rule = {
  id: 'character.missing-character',
  languages: 'all',
  find: (text, context) => {
    const guided = new Map(
      context.beats.flatMap((beat) => beat.characters.map((name) => [name.trim(), beat] as const)),
    );
    return [...guided].flatMap(([name, beat]) => {
      if (name === '' || appears(name, text, context)) return [];
      const isTeller = name === context.pov && tellsInFirstPerson(context.style);
      if (isTeller) return [];
      return [
        {
          severity: 'warning' as const,
          place: null,
          values: { name },
          evidence: [{ source: { kind: 'brief' as const }, title: String(beat.number), quote: beat.happens }],
        },
      ];
    });
  },
};

/** True where the novel says it is told by an "I". */
export function tellsInFirstPerson(style: string): boolean {
  return /\bfirst[- ]person\b|\borang pertama\b/iu.test(style);
}

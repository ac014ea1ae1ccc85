import { lowerCase } from '../../../../src-shared/text/fold.ts';
import { primaryTag, type Rule, type RuleContext } from '../../layer.ts';
import { editDistance } from '../../text/edit-distance.ts';
import { namesOf, nameWords } from '../../text/names.ts';
import { contentAt } from '../../../../src-shared/domain/apply-patch.ts';
import { rewordInline } from '../../../../src-shared/domain/inline.ts';
import { placeOf, type ReviewText, type Word } from '../../text/review-text.ts';
import { commonWords } from '../../text/word-lists.ts';

interface KnownWord {
  readonly word: string;
  readonly entryTitle: string;
  readonly entryId: RuleContext['entries'][number]['id'];
}

/**
 * A capitalised word one slip away from a worldbook name (two, from eight letters on) that is no name itself, no
 * ordinary word, and stands no oftener than the name does. Scripts without capitals are not judged. The mend is sure
 * only where one name is near and a dictionary does not know the word.
 */
export const misspeltName: Rule = {
  id: 'character.misspelt-name',
  languages: 'all',
  find: (text, context) => {
    const known = knownWords(context);
    const ordinary = ordinaryWords(text, context);
    const counts = Map.groupBy(text.words, ({ folded }) => folded);
    return text.words.flatMap((word) => {
      const bare = word.text.normalize('NFC').replace(/['’]s?$/u, '');
      if (bare.length < 4 || !/^\p{Lu}[\p{L}\p{M}'’-]*\p{Ll}$/u.test(bare)) return [];
      if (ordinary.has(word.folded) || isWord(word, text, context)) return [];
      const near = nearest(bare, known, context.language);
      if (near.length === 0) return [];
      const [first] = near;
      const isUnique = new Set(near.map(({ word: name }) => name)).size === 1;
      const often = (folded: string): number => counts.get(folded)?.length ?? 0;
      if (first === undefined || often(word.folded) > often(lowerCase(first.word, context.language)) + 1)
        return [];
      return [
        {
          severity: 'error' as const,
          place: { ...placeOf(word), end: word.start + bare.length },
          values: { word: bare, name: first.word },
          evidence: [
            {
              source: { kind: 'lore' as const, entryId: first.entryId },
              title: first.entryTitle,
              quote: first.word,
            },
          ],
          fix: {
            change: { kind: 'replace' as const, content: renamed(text, word, { bare, name: first.word }) },
            isSafe: isUnique && context.grammar !== null,
          },
        },
      ];
    });
  },
};

function knownWords({ entries, language }: RuleContext): readonly KnownWord[] {
  return entries.flatMap((entry) =>
    nameWords(entry, language).map((word) => ({
      word: word.normalize('NFC'),
      entryTitle: entry.title,
      entryId: entry.id,
    })),
  );
}

/** Words that are themselves: names, common words, and what this text or an earlier one also writes small. */
function ordinaryWords(text: ReviewText, { entries, previous, language }: RuleContext): ReadonlySet<string> {
  const ordinary = new Set(commonWords(language));
  for (const entry of entries)
    for (const name of namesOf(entry))
      for (const word of name.match(/[\p{L}\p{M}]+/gu) ?? []) ordinary.add(lowerCase(word, language));
  for (const scene of previous) for (const { folded } of scene.text.words) ordinary.add(folded);
  for (const word of text.words) if (/^\p{Ll}/u.test(word.text)) ordinary.add(word.folded);
  return ordinary;
}

/** Where a checker knows the language's words, only what it does not know can be a slip; elsewhere a capital has to mean a name. */
function isWord({ paragraph, start }: Word, text: ReviewText, { grammar, language }: RuleContext): boolean {
  if (grammar !== null) {
    const faults = grammar[paragraph] ?? [];
    return !faults.some((fault) => fault.kind === 'Spelling' && start >= fault.start && start < fault.end);
  }
  const before = text.paragraphs[paragraph]?.text.slice(0, start) ?? '';
  return nounsHaveCapitals.has(primaryTag(language)) || !/[\p{L}\p{M}\p{N},;]\s*$/u.test(before);
}

const nounsHaveCapitals = new Set(['de', 'lb']);

function nearest(word: string, known: readonly KnownWord[], language: string): readonly KnownWord[] {
  const folded = lowerCase(word, language);
  const measured = known.flatMap((candidate) => {
    const name = lowerCase(candidate.word, language);
    if (candidate.word.length < 4 || name === folded || isInflected(folded, name)) return [];
    const most = name.length >= 8 && folded.length >= 8 ? 2 : 1;
    const distance = editDistance(folded, name, most);
    return distance <= most ? [{ candidate, distance }] : [];
  });
  const least = Math.min(...measured.map(({ distance }) => distance));
  return measured.filter(({ distance }) => distance === least).map(({ candidate }) => candidate);
}

/** "Orlans" and "Orlan's": the family, not a slip. */
function isInflected(word: string, name: string): boolean {
  return word === `${name}s` || word === `${name}es` || name === `${word}s`;
}

function renamed(
  text: ReviewText,
  word: Word,
  { bare, name }: { bare: string; name: string },
): ReturnType<typeof rewordInline> {
  const block = text.paragraphs[word.paragraph]?.block;
  if (block === undefined) return [{ type: 'text', text: name }];
  return rewordInline(contentAt(block, { start: word.start, end: word.start + bare.length }), name);
}

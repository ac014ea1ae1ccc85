import type { LoreEntry } from '../../../../src-shared/domain/lore.ts';
import type { Evidence } from '../../../../src-shared/domain/qa.ts';
import type { Rule, RuleContext } from '../../layer.ts';
import { findNames } from '../../text/names.ts';
import type { ReviewText, Sentence } from '../../text/review-text.ts';

/** Names of one colour, as eyes and hair have them. */
const colours: readonly (readonly string[])[] = [
  ['grey', 'gray', 'steel', 'slate', 'silver', 'silvery', 'ash'],
  ['blue', 'azure', 'sapphire'],
  ['green', 'emerald', 'jade'],
  ['brown', 'hazel', 'chestnut', 'auburn', 'chocolate', 'mahogany', 'amber'],
  ['black', 'raven', 'jet', 'ebony'],
  ['red', 'auburn', 'copper', 'ginger', 'russet'],
  ['blond', 'blonde', 'golden', 'yellow', 'fair', 'flaxen', 'sandy', 'straw'],
  ['white', 'silver', 'silvery', 'snowy', 'grey', 'gray'],
];
const colourWords = [...new Set(colours.flat())].join('|');
type Feature = 'eyes' | 'hair';

/** Eyes or hair of another colour, or the other hand, than the worldbook gives. The one character named nearby is meant. */
export const attributeContradiction: Rule = {
  id: 'character.attribute-contradiction',
  languages: ['en'],
  find: (text, context) =>
    text.sentences.flatMap((sentence) => {
      const said = saidOf(sentence);
      if (said === null) return [];
      const entry = ownerOf(sentence, said, { text, context });
      const known = entry === null ? null : knownOf(entry, said.feature);
      if (entry === null || known === null || agrees(said.value, known.value)) return [];
      return [
        {
          severity: 'error' as const,
          place: {
            blockId: sentence.blockId,
            start: sentence.start + said.start,
            end: sentence.start + said.end,
          },
          values: { name: entry.title, said: said.value, known: known.value, feature: said.feature },
          evidence: [known.evidence],
        },
      ];
    }),
};

interface Said {
  readonly feature: Feature | 'hand';
  readonly value: string;
  readonly start: number; // in the sentence
  readonly end: number;
  readonly owner: string | null; // "her", "Gesa": the word the feature belongs to
}

const before = new RegExp(
  `(?:(\\p{Lu}[\\p{L}'’-]*?)['’]s|\\b(his|her|my|their))\\s+(?:[\\p{L}-]+,?\\s+){0,2}?(${colourWords})(?:-\\p{L}+)?\\s+(?:[\\p{L}-]+\\s+)?(eyes|hair)\\b`,
  'iu',
);
const after = new RegExp(
  `(?:(\\p{Lu}[\\p{L}'’-]*?)['’]s|\\b(his|her|my|their))\\s+(eyes|hair)\\s+(?:was|were|is|are)\\s+(?:(?:very|dark|light|pale|deep|bright|a|the|so)\\s+){0,2}(${colourWords})\\b`,
  'iu',
);
const handed = /\b(left|right)-handed\b/iu;

function saidOf({ text }: Sentence): Said | null {
  const first = before.exec(text);
  if (first !== null) return said(first, { value: 3, feature: 4 });
  const second = after.exec(text);
  if (second !== null) return said(second, { value: 4, feature: 3 });
  const hand = handed.exec(text);
  if (hand === null || /\bnot\b|n['’]t\b/u.test(text)) return null;
  const { 0: all, index } = hand;
  return { feature: 'hand', value: all.toLowerCase(), start: index, end: index + all.length, owner: null };
}

function said(match: RegExpExecArray, at: { value: number; feature: number }): Said {
  const feature = (match[at.feature] ?? '').toLowerCase() === 'eyes' ? 'eyes' : 'hair';
  return {
    feature,
    value: (match[at.value] ?? '').toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
    owner: match[1] ?? null,
  };
}

/** The character meant: the one whose name owns the feature, else the only one named in this sentence or the one before. */
function ownerOf(
  sentence: Sentence,
  { owner }: Said,
  { text, context }: { text: ReviewText; context: RuleContext },
): LoreEntry | null {
  const characters = context.entries.filter(({ kind }) => kind === 'character');
  const near = text.sentences.filter(
    ({ number, paragraph }) =>
      paragraph === sentence.paragraph && number >= sentence.number - 1 && number <= sentence.number,
  );
  const seen = findNames({ ...text, sentences: near }, characters);
  const owners = seen.filter(
    ({ first }) =>
      owner !== null && first.sentence === sentence.number && first.folded === owner.toLowerCase(),
  );
  const entries = new Set(
    (owners.length > 0 ? owners : owner === null ? seen : []).map(({ entry }) => entry),
  );
  const [only] = entries;
  return only !== undefined && entries.size === 1 ? only : null;
}

/** What the entry says: by its attribute, else by one plain statement in its text. */
function knownOf(entry: LoreEntry, feature: Said['feature']): { value: string; evidence: Evidence } | null {
  const source = { kind: 'lore' as const, entryId: entry.id };
  const named = Object.entries(entry.attributes).find(([key]) => namesFeature(key, feature));
  if (named !== undefined)
    return { value: named[1], evidence: { source, title: entry.title, quote: `${named[0]}: ${named[1]}` } };
  const stated = (
    feature === 'hand' ? handed : new RegExp(`\\b(${colourWords})\\s+${feature}\\b`, 'iu')
  ).exec(entry.body);
  return stated === null
    ? null
    : { value: stated[0], evidence: { source, title: entry.title, quote: stated[0] } };
}

function namesFeature(key: string, feature: Said['feature']): boolean {
  const name = key.toLowerCase();
  if (feature === 'hand') return /^hand(?:ed(?:ness)?)?$/u.test(name);
  return feature === 'eyes' ? /^eyes?(?: colou?r)?$/u.test(name) : /^hair(?: colou?r)?$/u.test(name);
}

/** True unless what is said names a colour, or a side, that what is known has no word for. */
function agrees(value: string, known: string): boolean {
  const words = new Set(known.toLowerCase().match(/[\p{L}-]+/gu) ?? []);
  if (value.endsWith('-handed')) {
    const other = value.startsWith('left') ? 'right' : 'left';
    return !words.has(`${other}-handed`) && !words.has(other);
  }
  const knownColours = colours.filter((group) => group.some((colour) => words.has(colour)));
  if (knownColours.length === 0) return true;
  return colours.some((group) => group.includes(value) && knownColours.includes(group));
}

import type { LoreKind } from '../../../src-shared/domain/lore.ts';
import type { LoreSummary } from '../../../src-shared/domain/lore-summary.ts';
import { foldText } from '../../../src-shared/text/fold.ts';

/** How the list is looked at. */
export interface ListView {
  readonly filter: string;
  /** The kinds that are shown; none means all. */
  readonly kinds: readonly LoreKind[];
  readonly sort: 'title' | 'kind' | 'recent';
}

/** The order kinds are shown in. */
export const kindOrder: readonly LoreKind[] = [
  'character',
  'place',
  'group',
  'thing',
  'event',
  'rule',
  'note',
];

const folded = new WeakMap<LoreSummary, readonly string[]>();

function namesOf(entry: LoreSummary, language: string): readonly string[] {
  const known = folded.get(entry);
  if (known) return known;
  const names = [entry.title, ...entry.aliases, ...entry.plainKeys.map(({ text }) => text)];
  const made = names.map((name) => foldText(name, language));
  folded.set(entry, made);
  return made;
}

/** The entries a filter leaves: those whose name begins with it first, then those with a word that does, then the rest that hold it. */
export function viewEntries(
  entries: readonly LoreSummary[],
  { filter, kinds, sort }: ListView,
  { language, locale }: { readonly language: string; readonly locale: string },
): readonly LoreSummary[] {
  const wanted = foldText(filter.trim(), language);
  const ofKind = kinds.length === 0 ? entries : entries.filter(({ kind }) => kinds.includes(kind));
  const compare = comparer(sort, locale);
  if (wanted === '') return ofKind.toSorted(compare);
  return ofKind
    .map((entry) => ({ entry, rank: rankOf(namesOf(entry, language), wanted) }))
    .filter(({ rank }) => rank < none)
    .sort((a, b) => a.rank - b.rank || compare(a.entry, b.entry))
    .map(({ entry }) => entry);
}

const none = 3;

function rankOf(names: readonly string[], wanted: string): number {
  let best = none;
  for (const name of names) {
    const at = name.indexOf(wanted);
    if (at === 0) return 0;
    if (at > 0) best = Math.min(best, name.includes(` ${wanted}`) ? 1 : 2);
  }
  return best;
}

function comparer(sort: ListView['sort'], locale: string): (a: LoreSummary, b: LoreSummary) => number {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const byTitle = (a: LoreSummary, b: LoreSummary): number => compare(a.title, b.title);
  if (sort === 'recent') return (a, b) => b.updatedAt - a.updatedAt || byTitle(a, b);
  if (sort === 'title') return byTitle;
  return (a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || byTitle(a, b);
}

/** How many entries there are of each kind that there is. */
export function countKinds(
  entries: readonly { readonly kind: LoreKind }[],
): readonly { kind: LoreKind; count: number }[] {
  const counts = new Map<LoreKind, number>();
  for (const { kind } of entries) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return kindOrder.flatMap((kind) => {
    const count = counts.get(kind);
    return count === undefined ? [] : [{ kind, count }];
  });
}

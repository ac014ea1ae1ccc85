import type { LoreRelation } from '../../../src-shared/domain/lore.ts';
import { withoutLinks } from '../../../src-shared/text/lore-text.ts';

const link = /\[\[([^[\]|#]+)(?:#[^[\]|]*)?(?:\|[^[\]]*)?\]\]/gu;
/** How much a bare link ties: it says only that one entry speaks of the other. */
const mentionStrength = 2;
const ordinaryStrength = 5;

/** A relation to an entry that is found by its title later. */
export function relationTo(
  toTitle: string,
  type: string,
  { strength = ordinaryStrength, note = '' }: { strength?: number; note?: string } = {},
): LoreRelation {
  return { toEntryId: null, toTitle: toTitle.trim(), type: type.trim(), strength, note: note.trim() };
}

/**
 * Reads "sister of [[Mara]] (8): they do not speak": type, entry, strength 1 to 10 and note, the last two optional.
 * "[[Mara]]: sister" is read too. Null where the line names no entry.
 */
export function parseRelation(line: string): LoreRelation | null {
  const first = [...line.matchAll(link)][0];
  const target = first?.[1];
  if (first === undefined || target === undefined) return null;
  const before = line.slice(0, first.index).trim();
  const after = line.slice(first.index + first[0].length);
  const [, digits, rest = ''] = /^\s*(?:\((\d{1,2})\))?\s*[:,.–—-]?\s*(.*)$/su.exec(after) ?? [];
  const said = Number(digits ?? ordinaryStrength);
  const strength = Math.min(10, Math.max(1, said));
  const words = withoutLinks(rest).trim();
  return before === ''
    ? relationTo(target, words === '' ? 'related to' : words, { strength })
    : relationTo(target, before.replace(/:$/u, ''), { strength, note: words });
}

/** A body's [[links]] as relations of type "mentions", each entry once, without those that are related already. */
export function linkedMentions(body: string, known: readonly LoreRelation[], own: string): LoreRelation[] {
  const seen = new Set([own, ...known.map(({ toTitle }) => toTitle)].map((title) => title.toLowerCase()));
  const mentions: LoreRelation[] = [];
  for (const [, target = ''] of body.matchAll(link)) {
    const title = target.trim();
    if (title === '' || seen.has(title.toLowerCase())) continue;
    seen.add(title.toLowerCase());
    mentions.push(relationTo(title, 'mentions', { strength: mentionStrength }));
  }
  return mentions;
}

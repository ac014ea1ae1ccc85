/** Reciprocal rank fusion's constant (Cormack, Clarke, Buettcher 2009). */
const k = 60;

/** Fuses ranked lists: every list gives an item 1 / (60 + its rank), ranks counted from 1. Best first. */
export function fuseRanks(
  lists: readonly (readonly number[])[],
): { readonly id: number; readonly score: number }[] {
  const scores = new Map<number, number>();
  for (const list of lists)
    list.forEach((id, at) => scores.set(id, (scores.get(id) ?? 0) + 1 / (k + at + 1)));
  return [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score || a.id - b.id);
}

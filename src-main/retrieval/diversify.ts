/** Something to choose from: its score, where it stands, and its vector where it has one. */
export interface Candidate {
  readonly score: number; // above 0
  readonly source: string;
  readonly vector: Float32Array | null; // unit length
}

/** How much a candidate's own score counts against its likeness to what was chosen already. */
const relevanceWeight = 0.7;
/** What two chunks of one source are taken to have in common where vectors do not tell. */
const sameSource = 0.5;

/**
 * Maximal marginal relevance (Carbonell, Goldstein 1998): each choice is the candidate with the best of
 * 0.7 x score (as a part of the best score) less 0.3 x its greatest likeness to what was chosen before.
 */
export function diversify<C extends Candidate>(candidates: readonly C[], count: number): C[] {
  const best = Math.max(...candidates.map(({ score }) => score), Number.MIN_VALUE);
  const left = candidates.map((candidate) => ({ candidate, likeness: 0 }));
  const chosen: C[] = [];
  while (chosen.length < count && left.length > 0) {
    const worth = left.map(
      ({ candidate, likeness }) =>
        (relevanceWeight * candidate.score) / best - (1 - relevanceWeight) * likeness,
    );
    const at = worth.indexOf(Math.max(...worth));
    const taken = left.splice(at, 1)[0];
    if (!taken) break;
    chosen.push(taken.candidate);
    for (const other of left)
      other.likeness = Math.max(other.likeness, likenessOf(taken.candidate, other.candidate));
  }
  return chosen;
}

function likenessOf(a: Candidate, b: Candidate): number {
  if (a.vector !== null && b.vector !== null) return Math.max(0, dot(a.vector, b.vector));
  return a.source === b.source ? sameSource : 0;
}

/** The cosine of two unit vectors. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

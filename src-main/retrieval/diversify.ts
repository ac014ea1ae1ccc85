/** Something to choose from: where it stands, and its vector where it has one. */
export interface Candidate {
  readonly source: string;
  readonly vector: Float32Array | null; // unit length
}

/** How much a candidate's own rank counts against its likeness to what was chosen already. */
const relevanceWeight = 0.7;
/** Answers to one question are all about it: only a cosine above this makes two of them alike. */
const unlike = 0.5;
/** The likeness of two chunks of one source where vectors do not tell. */
const sameSource = 0.8;

/**
 * Maximal marginal relevance (Carbonell, Goldstein 1998) over candidates in their order, best first: each choice is the
 * one with the best of 0.7 x rank (1 for the first, falling evenly to 0) less 0.3 x its greatest likeness to what was
 * chosen before. Ranks and not scores, because reciprocal ranks lie too near to each other to weigh anything.
 */
export function diversify<C extends Candidate>(candidates: readonly C[], count: number): C[] {
  const left = candidates.map((candidate, at) => ({
    candidate,
    relevance: 1 - at / candidates.length,
    likeness: 0,
  }));
  const chosen: C[] = [];
  while (chosen.length < count && left.length > 0) {
    const worth = left.map(
      ({ relevance, likeness }) => relevanceWeight * relevance - (1 - relevanceWeight) * likeness,
    );
    const taken = left.splice(worth.indexOf(Math.max(...worth)), 1)[0];
    if (!taken) break;
    chosen.push(taken.candidate);
    for (const other of left)
      other.likeness = Math.max(other.likeness, likenessOf(taken.candidate, other.candidate));
  }
  return chosen;
}

function likenessOf(a: Candidate, b: Candidate): number {
  if (a.vector !== null && b.vector !== null)
    return Math.max(0, (dot(a.vector, b.vector) - unlike) / (1 - unlike));
  return a.source === b.source ? sameSource : 0;
}

/** The cosine of two unit vectors. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** What asks for tokens: how many it could use and its share when there are not enough for all. */
export interface Claim<Name extends string> {
  readonly name: Name;
  readonly wanted: number;
  readonly share: number;
}

/**
 * Shares tokens out: nobody gets more than it wants, and what one leaves goes to the others by their shares. The sum
 * never exceeds `tokens`; the answer does not depend on the order of the claims.
 */
export function shareBudget<Name extends string>(
  tokens: number,
  claims: readonly Claim<Name>[],
): ReadonlyMap<Name, number> {
  const given = new Map<Name, number>(claims.map(({ name }) => [name, 0]));
  let open = claims.filter(({ wanted }) => wanted > 0);
  let left = Math.max(0, tokens);
  while (open.length > 0 && left > 0) {
    const shares = open.reduce((sum, { share }) => sum + share, 0);
    const satisfied = open.filter(({ wanted, share }) => wanted <= (left * share) / shares);
    if (satisfied.length === 0) {
      for (const { name, share } of open) given.set(name, Math.floor((left * share) / shares));
      break;
    }
    for (const { name, wanted } of satisfied) {
      given.set(name, wanted);
      left -= wanted;
    }
    open = open.filter((claim) => !satisfied.includes(claim));
  }
  return given;
}

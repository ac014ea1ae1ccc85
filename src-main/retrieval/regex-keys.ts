import { createContext, Script } from 'node:vm';

export interface RegexKey {
  readonly source: string;
  readonly flags: string;
}

export interface RegexMatch {
  readonly start: number;
  readonly end: number;
}

/** A pattern that reads longer than this in one text is taken not to match: it would hang the search for everyone. */
const patience = 100;
/** So many places of one pattern are enough to know that it is there. */
const mostMatches = 64;

const run = new Script(`
  const matches = [];
  for (const [at, text] of texts.entries()) {
    const enough = matches.length + 3 * most;
    for (const match of text.matchAll(new RegExp(source, flags))) {
      if (match[0] !== '') matches.push(at, match.index, match.index + match[0].length);
      if (matches.length >= enough) break;
    }
  }
  matches;
`);

/**
 * The places of a writer's own pattern, in an empty context with a time limit, which V8 can stop in the midst of
 * backtracking: "(a+)+$" costs a tenth of a second and not for ever. No place for a pattern that is none.
 */
export function matchRegexKey(text: string, key: RegexKey): RegexMatch[] {
  try {
    return runKey([text], key).map(({ start, end }) => ({ start, end }));
  } catch {
    return [];
  }
}

/** The places in each of several texts, all of them within the time of one; null where the pattern was stopped. */
export function matchEach(
  texts: readonly string[],
  key: RegexKey,
): readonly (RegexMatch & { readonly text: number })[] | null {
  try {
    return runKey(texts, key);
  } catch (error) {
    return isTimeout(error) ? null : [];
  }
}

/** True where a pattern reads so long in a text that it is stopped, and would never match there. */
export function isSlowKey(text: string, key: RegexKey): boolean {
  try {
    runKey([text], key);
    return false;
  } catch (error) {
    return isTimeout(error);
  }
}

const isTimeout = (error: unknown): boolean =>
  (error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

function runKey(
  texts: readonly string[],
  { source, flags }: RegexKey,
): (RegexMatch & { readonly text: number })[] {
  const all = flags.includes('g') ? flags : `${flags}g`;
  const context = createContext({ texts, source, flags: all, most: mostMatches });
  const places = run.runInContext(context, { timeout: patience }) as number[];
  return Array.from({ length: places.length / 3 }, (_, at) => ({
    text: places[at * 3] ?? 0,
    start: places[at * 3 + 1] ?? 0,
    end: places[at * 3 + 2] ?? 0,
  }));
}

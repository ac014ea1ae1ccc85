import { toWireError, type WireError } from '../../../src-shared/errors.ts';
import { describeWireError, say, type Values } from '../words.ts';

/** One thing looked at. `warn` works but could bite; `fail` does not work. */
export interface Check {
  readonly id: string;
  readonly state: 'ok' | 'warn' | 'fail';
  /** What was looked at, in words. */
  readonly name: string;
  /** What was found, in words. */
  readonly found: string;
  /** The same as values, for programs. */
  readonly data: Values;
  /** What the look itself failed with, else null. */
  readonly error: Pick<WireError, 'code' | 'data'> | null;
}

/** A check whose words stand in the catalogue: `doctor.<id>` names it and `doctor.<id>.<state>` says what was found. */
export function check(id: string, state: Check['state'], data: Values = {}): Check {
  return {
    id,
    state,
    name: say(`doctor.${id}`),
    found: say(`doctor.${id}.${state}`, data),
    data,
    error: null,
  };
}

/** Runs a look that may fail; the failure's own words are then what was found. */
export async function attempt(id: string, look: () => Promise<Check> | Check): Promise<Check> {
  try {
    return await look();
  } catch (error) {
    const { code, data } = toWireError(error);
    const found = describeWireError({ code, data });
    return { id, state: 'fail', name: say(`doctor.${id}`), found, data: {}, error: { code, data } };
  }
}

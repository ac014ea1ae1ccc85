import { toWireError } from '../../src-shared/errors.ts';
import type { Reply } from './protocol.ts';

/** What was read, or why it could not be, in the form that travels. */
export function replyWith(read: () => unknown): Reply {
  try {
    return { ok: true, data: read() };
  } catch (error) {
    return { ok: false, error: toWireError(error) };
  }
}

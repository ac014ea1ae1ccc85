import type { ListedModel, Usage } from '../../../src-shared/domain/model.ts';
import type { FinishReason, ModelRequest } from '../model.ts';

/** Where a vendor's adapter asks. */
export interface AdapterPlace {
  readonly model: string;
  readonly baseUrl: string; // used as written
  readonly key: string | null;
  /** OpenRouter's upstream providers, best first. */
  readonly routing: readonly string[];
  /** What requests are sent with: it alone meets statuses, pages and redirects. */
  readonly fetch: typeof fetch;
}

/** What an adapter reads out of its vendor's stream. Usage may come more than once: each holds for the whole call so far. */
export type AnswerPart =
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly text: string }
  | { readonly type: 'usage'; readonly usage: Usage; readonly cost?: number }
  /** Why the model stopped; what may still come is usage. `refusal` is what it said instead of an answer. */
  | {
      readonly type: 'finish';
      readonly reason: Exclude<FinishReason, 'aborted'>;
      readonly refusal?: string;
    }
  /** The server speaks as this vendor's does, but says nothing of the answer. */
  | { readonly type: 'alive' };

/** What a server said when it failed. */
export interface Failure {
  readonly status: number | null; // null: told inside a stream, without a number
  readonly words: string | null; // null: nothing a model server would say
  readonly code: string | null;
  readonly waitMs: number | null; // how long it asks to wait
  /** The prompt was withheld by a filter: a refusal and no error. */
  readonly isFlagged?: boolean;
}

/**
 * One vendor's interface and nothing else: no retries, no timeouts, no reading of the clock. Both calls throw what the
 * vendor's package throws.
 */
export interface Adapter {
  /** Asks once. The stream may end without a `finish`: then it was cut short. */
  ask(request: ModelRequest, signal: AbortSignal): AsyncIterable<AnswerPart>;
  listModels(signal: AbortSignal): Promise<readonly ListedModel[]>;
  /** What one of the vendor's own error classes says; null for any other error. */
  failureOf(error: unknown): Failure | null;
}

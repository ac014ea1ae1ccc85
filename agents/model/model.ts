import type { PromptMessage } from '../../src-shared/domain/job.ts';
import type { Usage } from '../../src-shared/domain/model.ts';

/** A JSON Schema object, as `z.toJSONSchema` writes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** One question to a model. Parts of a message are joined by blank lines. */
export interface ModelRequest {
  readonly messages: readonly PromptMessage[];
  /** The answer's limit, in the model's own tokens. */
  readonly maxTokens: number;
  readonly temperature: number;
  readonly topP?: number;
  readonly seed?: number;
  readonly stop?: readonly string[];
  /** The answer is one JSON value of this shape; how that is enforced is the adapter's matter. */
  readonly schema?: JsonSchema;
}

/** Why a model stopped. An end without a reason is no end: the adapter throws MODEL_CUT_SHORT. */
export type FinishReason = 'stop' | 'length' | 'content-filter' | 'aborted';

export type ModelPart =
  | { readonly type: 'waiting'; readonly wait: ModelWait }
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly text: string }
  | {
      readonly type: 'end';
      readonly usage: Usage;
      readonly reason: FinishReason;
      /** What the provider says the call cost, in US dollars, where it says so. */
      readonly cost?: number;
      /** What the model or its server said instead of an answer; only with `content-filter`. */
      readonly refusal?: string;
      /** The answer is a stored one: nothing was sent and nothing is owed. */
      readonly isStored?: boolean;
      /** The model that answered, where it is not the one that was asked. */
      readonly answeredBy?: string;
    };

/** Nothing is being asked until then: shown to the writer, who may stop waiting. */
export interface ModelWait {
  readonly why: 'retry' | 'rate-limit' | 'pace' | 'circuit-open'; // pace: the writer set it, not the host
  readonly host: string;
  readonly until: number; // milliseconds since 1970
  /** The model that is asked until then: it is not waited for. */
  readonly meanwhile?: string;
}

/** What is known of a model once it is loaded, for reports and for the doctor. */
export interface ModelFacts {
  readonly file: string;
  /** The file's size: how large a model it is. */
  readonly bytes: number;
  readonly loadMs: number;
  readonly threads: { readonly writing: number; readonly reading: number };
  /** Where the thread counts come from. */
  readonly threadsFrom: 'settings' | 'probed' | 'remembered';
}

/**
 * A language model. `stream` yields deltas (and before them, waits) and then exactly one `end`. An aborted signal ends it with reason
 * `aborted` and what was written so far; it does not throw. Failures are AppErrors with a MODEL_ code.
 */
export interface Model {
  /** As ledgers and caches know it: "embedded/SmolLM2-135M-Instruct.Q4_1". */
  readonly id: string;
  /** The window in tokens, prompt and answer together. */
  readonly contextTokens: number;
  /** Tokens of a text by the model's own tokenizer; an endpoint that has none answers with a safe estimate. */
  countTokens(text: string): Promise<number>;
  /** Tokens of a whole prompt, with what the model's chat template puts around the messages. */
  countPrompt(messages: readonly PromptMessage[]): Promise<number>;
  /** Null for a model that runs elsewhere. */
  readonly facts: ModelFacts | null;
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPart>;
  /** Frees what the model holds. */
  close(): Promise<void>;
}

/** A message's text: its parts joined by blank lines. */
export function textOfMessage(message: PromptMessage): string {
  return message.parts
    .map((part) => part.text)
    .filter((text) => text !== '')
    .join('\n\n');
}

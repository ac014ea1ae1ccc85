import type { Hash } from '../../src-shared/domain/ids.ts';
import type { Usage } from '../../src-shared/domain/model.ts';
import { hashOf } from '../crews/canonical-json.ts';
import { textOfMessage, type Model, type ModelPart, type ModelRequest } from './model.ts';

/** An answer as it was given once, whole. */
export interface StoredAnswer {
  readonly text: string;
  readonly usage: Usage; // of the call that was made for it
}

/** Where answers are kept between runs. */
export interface AnswerStore {
  find(hash: Hash): Promise<StoredAnswer | null>;
  keep(hash: Hash, answer: StoredAnswer): void;
}

/**
 * The same model; a request it has answered before, with the same parameters, gets the stored answer and costs nothing. Only
 * requests whose answer is meant to be the same each time are looked up: temperature 0 or a seed. Kept are whole answers of the model
 * itself, and of those asked for as JSON only what is JSON.
 */
export function storeAnswers(model: Model, store: AnswerStore): Model {
  return {
    ...model,
    stream: (request, signal) =>
      isRepeatable(request) ? streamStored({ model, store, request, signal }) : model.stream(request, signal),
  };
}

/** What makes two requests the same: the model, every parameter and the prompt's words. */
export function answerHash(
  model: Pick<Model, 'id' | 'facts' | 'contextTokens'>,
  request: ModelRequest,
): Hash {
  const { messages, ...parameters } = request;
  const prompt = messages.map((message) => ({ role: message.role, text: textOfMessage(message) }));
  return hashOf({ model: model.id, bytes: model.facts?.bytes ?? null, prompt, parameters });
}

const isRepeatable = ({ temperature, seed }: ModelRequest): boolean =>
  temperature === 0 || seed !== undefined;

interface Asked {
  readonly model: Model;
  readonly store: AnswerStore;
  readonly request: ModelRequest;
  readonly signal: AbortSignal;
}

async function* streamStored({ model, store, request, signal }: Asked): AsyncGenerator<ModelPart, void> {
  const hash = answerHash(model, request);
  const stored = await store.find(hash);
  if (stored) {
    yield { type: 'text-delta', text: stored.text };
    yield { type: 'end', reason: 'stop', usage: stored.usage, isStored: true };
    return;
  }
  let text = '';
  for await (const part of model.stream(request, signal)) {
    if (part.type === 'text-delta') text += part.text;
    if (
      part.type === 'end' &&
      part.reason === 'stop' &&
      part.answeredBy === undefined &&
      isUsable(text, request)
    )
      store.keep(hash, { text, usage: part.usage });
    yield part;
  }
}

function isUsable(text: string, { schema }: ModelRequest): boolean {
  if (text === '') return false;
  if (schema === undefined) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

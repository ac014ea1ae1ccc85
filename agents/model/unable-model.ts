import { modelIdOf, type ModelSettings } from '../../src-shared/domain/model.ts';
import type { AppError } from '../../src-shared/errors.ts';
import { textOfMessage, type Model } from './model.ts';
import { estimatePrompt, estimateTokens } from './token-estimate.ts';

/** A model that could not be opened, where another one may answer in its place: it counts by estimate and throws what went wrong when asked. */
export function unableModel(settings: ModelSettings, error: AppError): Model {
  return {
    id: modelIdOf(settings),
    contextTokens: settings.contextTokens,
    facts: null,
    countTokens: estimateTokens,
    countPrompt: (messages) => estimatePrompt(messages.map(textOfMessage)),
    stream: () => fail(error),
    close: () => Promise.resolve(),
  };
}

async function* fail(error: AppError): AsyncGenerator<never, void> {
  yield await Promise.reject<never>(error);
}

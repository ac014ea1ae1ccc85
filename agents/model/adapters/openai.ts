import type { Adapter, AdapterPlace } from './adapter.ts';
import { createChatAdapter } from './chat-completions.ts';
import { thinks } from './thinking.ts';

/** OpenAI itself. Models that think take no sampling; all take the newer name of the limit. */
export function createOpenAiAdapter(place: AdapterPlace): Adapter {
  return createChatAdapter(place, {
    dialect: { tokensField: 'max_completion_tokens', sendsSampling: !thinks(place.model) },
  });
}

import type { Adapter, AdapterPlace } from './adapter.ts';
import { createChatAdapter } from './chat-completions.ts';

/** Any server that speaks OpenAI's chat completions: Ollama, LM Studio, llama.cpp, vLLM, Groq, Mistral, DeepSeek ... */
export function createCompatibleAdapter(place: AdapterPlace): Adapter {
  return createChatAdapter(place);
}

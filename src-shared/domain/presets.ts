import type { Cloud, presets } from './model.ts';

/** What a server's form is filled with. The address is then used as it stands there. */
export interface Preset {
  readonly name: string;
  readonly baseUrl: string;
  /** What its key is called; null where it usually asks for none. */
  readonly keyName: string | null;
}

/** Servers that speak OpenAI's wire format, at the addresses their makers document. */
export const endpointPresets: Readonly<Record<(typeof presets)[number], Preset | null>> = {
  custom: null,
  ollama: { name: 'Ollama', baseUrl: 'http://127.0.0.1:11434/v1', keyName: null },
  'lm-studio': { name: 'LM Studio', baseUrl: 'http://127.0.0.1:1234/v1', keyName: null },
  'llama.cpp': { name: 'llama.cpp', baseUrl: 'http://127.0.0.1:8080/v1', keyName: null },
  vllm: { name: 'vLLM', baseUrl: 'http://127.0.0.1:8000/v1', keyName: null },
  groq: { name: 'Groq', baseUrl: 'https://api.groq.com/openai/v1', keyName: 'GROQ_API_KEY' },
  mistral: { name: 'Mistral', baseUrl: 'https://api.mistral.ai/v1', keyName: 'MISTRAL_API_KEY' },
  deepseek: { name: 'DeepSeek', baseUrl: 'https://api.deepseek.com/v1', keyName: 'DEEPSEEK_API_KEY' },
};

/** The vendors whose own interface is spoken: their names, and what the key is usually called. */
export const vendors: Readonly<Record<Cloud, { readonly name: string; readonly keyName: string }>> = {
  openai: { name: 'OpenAI', keyName: 'OPENAI_API_KEY' },
  openrouter: { name: 'OpenRouter', keyName: 'OPENROUTER_API_KEY' },
  gemini: { name: 'Google Gemini', keyName: 'GEMINI_API_KEY' },
  anthropic: { name: 'Anthropic', keyName: 'ANTHROPIC_API_KEY' },
  cohere: { name: 'Cohere', keyName: 'COHERE_API_KEY' },
};

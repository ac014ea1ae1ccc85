import { openAdapter } from '../../agents/model/adapters/open-adapter.ts';
import type { Model, ModelPart, ModelRequest } from '../../agents/model/model.ts';
import { createRemoteModel } from '../../agents/model/remote-model.ts';
import { wireFetch } from '../../agents/model/wire.ts';
import {
  CloudModelSettings,
  EndpointModelSettings,
  type RemoteModelSettings,
} from '../../src-shared/domain/model.ts';
import { AppError } from '../../src-shared/errors.ts';

/** The folders of tests/cases/wire, and the provider each belongs to. */
export const wires = {
  compatible: 'openai-compatible',
  openai: 'openai',
  openrouter: 'openrouter',
  anthropic: 'anthropic',
  gemini: 'gemini',
  cohere: 'cohere',
} as const;
export type Wire = keyof typeof wires;
export const wireNames = Object.keys(wires) as Wire[];

/** A key that must never be seen outside a request's headers. */
export const secret = 'sk-canary-4711';

export const request: ModelRequest = {
  messages: [{ role: 'user', parts: [{ name: 'task', text: 'Go on.' }] }],
  maxTokens: 100,
  temperature: 0.5,
};
export const jsonRequest: ModelRequest = {
  ...request,
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      name: { type: 'string', minLength: 1 },
      notes: { type: 'array', items: { type: 'string' }, maxItems: 3 },
      age: { type: 'integer', minimum: 0 },
    },
    required: ['name'],
  },
};

interface WireOptions {
  readonly idleSeconds?: number;
  readonly model?: string;
  readonly routing?: readonly string[];
  readonly fetch?: typeof fetch;
}

/** Settings that ask a wire at an address. */
export function settingsOf(wire: Wire, origin: string, options: WireOptions = {}): RemoteModelSettings {
  const { model = 'm', idleSeconds = 0.4, routing } = options;
  const isChat = ['compatible', 'openai', 'openrouter'].includes(wire);
  const common = { model, keyName: 'MY_KEY', idleSeconds, baseUrl: isChat ? `${origin}/v1` : origin };
  const provider = wires[wire];
  return provider === 'openai-compatible'
    ? EndpointModelSettings.parse({ ...common, provider })
    : CloudModelSettings.parse({ ...common, provider, ...(routing ? { routing } : {}) });
}

/** The real adapter of a wire, with what all share around it and no other layer. */
export async function openWire(wire: Wire, origin: string, options: WireOptions = {}): Promise<Model> {
  const settings = settingsOf(wire, origin, options);
  const adapter = await openAdapter(settings, { key: secret, fetch: options.fetch ?? wireFetch });
  return createRemoteModel(adapter, settings, secret);
}

/** Everything a stream gave, and what it threw. */
export async function takeAll(stream: AsyncIterable<ModelPart>) {
  const taken = { text: '', reasoning: '', end: null as Extract<ModelPart, { type: 'end' }> | null };
  try {
    for await (const part of stream) {
      if (part.type === 'text-delta') taken.text += part.text;
      if (part.type === 'reasoning-delta') taken.reasoning += part.text;
      if (part.type === 'end') taken.end = part;
    }
    return { ...taken, error: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...taken, error };
  }
}

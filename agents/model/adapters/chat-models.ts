import type { OpenAI } from 'openai';
import { z } from 'zod';
import type { ListedModel } from '../../../src-shared/domain/model.ts';

const Tokens = z.int().positive().nullish().catch(null);

/** A model as servers list it; beyond OpenAI's `id`, each has its own word for the window. */
const WireModel = z.looseObject({
  id: z.string(),
  context_length: Tokens, // OpenRouter
  max_context_length: Tokens, // Mistral, LM Studio
  context_window: Tokens, // Groq
  max_model_len: Tokens, // vLLM
  max_completion_tokens: Tokens, // Groq
  top_provider: z.looseObject({ max_completion_tokens: Tokens }).nullish(), // OpenRouter
  meta: z.looseObject({ n_ctx: Tokens, n_ctx_train: Tokens }).nullish(), // llama.cpp
});

/** The models a server of OpenAI's wire format lists. */
export async function listChatModels(client: OpenAI, signal: AbortSignal): Promise<readonly ListedModel[]> {
  const listed: ListedModel[] = [];
  for await (const one of client.models.list({ signal })) {
    const parsed = WireModel.safeParse(one);
    if (!parsed.success) continue;
    const { id, meta, ...model } = parsed.data;
    const windows = [
      model.context_length,
      model.max_context_length,
      model.context_window,
      model.max_model_len,
      meta?.n_ctx,
      meta?.n_ctx_train,
    ];
    listed.push({
      id,
      contextTokens: windows.find((tokens) => typeof tokens === 'number') ?? null,
      maxOutputTokens: model.max_completion_tokens ?? model.top_provider?.max_completion_tokens ?? null,
    });
  }
  return listed;
}

import type { ChatHistoryItem, Token } from 'node-llama-cpp';
import type { PromptMessage } from '../../src-shared/domain/job.ts';
import type { EmbeddedModelSettings } from '../../src-shared/domain/model.ts';
import { AppError } from '../../src-shared/errors.ts';
import { createChannel, type Channel } from './channel.ts';
import { generate } from './llama-generate.ts';
import { loadLlama, type LoadedLlama, type LoadOptions } from './llama-load.ts';
import { textOfMessage, type Model, type ModelPart, type ModelRequest } from './model.ts';

/**
 * A GGUF on this machine, run by llama.cpp on the processor. Requests to all embedded models take turns; a prompt's
 * beginning that the last request shared is not read again. Throws what loadLlama throws.
 */
export async function openLlamaModel(
  settings: EmbeddedModelSettings,
  options: LoadOptions = {},
): Promise<Model> {
  const loaded = await loadLlama(settings, options);
  const { id, backend, contextTokens, facts, llamaModel } = loaded;
  const closing = new AbortController();
  const ensureOpen = () => {
    if (closing.signal.aborted) throw new AppError('MODEL_FAILED', { model: id, reason: 'it was unloaded' });
  };

  return {
    id,
    contextTokens,
    facts,
    countTokens(text) {
      ensureOpen();
      return Promise.resolve(llamaModel.tokenize(text).length);
    },
    countPrompt(messages) {
      ensureOpen();
      return Promise.resolve(promptOf(loaded, messages).tokens.length);
    },
    async *stream(request, signal) {
      ensureOpen();
      const leaving = new AbortController();
      const anySignal = AbortSignal.any([signal, closing.signal, leaving.signal]);
      const parts = createChannel<ModelPart>();
      const work = answer({ loaded, request, signal: anySignal, parts });
      try {
        yield* parts.values();
      } finally {
        leaving.abort();
        await work;
      }
    },
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      const giveBack = await backend.turns.take(new AbortController().signal);
      try {
        await llamaModel.dispose();
      } finally {
        giveBack();
      }
    },
  };
}

interface Answering {
  readonly loaded: LoadedLlama;
  readonly request: ModelRequest;
  readonly signal: AbortSignal;
  readonly parts: Channel<ModelPart>;
}

/** Waits for its turn, answers one request into the channel and closes it; never rejects. */
async function answer({ loaded, request, signal, parts }: Answering): Promise<void> {
  let giveBack: (() => void) | null = null;
  try {
    const prompt = promptOf(loaded, request.messages);
    if (prompt.tokens.length + request.maxTokens > loaded.contextTokens)
      throw new AppError('MODEL_PROMPT_TOO_LONG', {
        model: loaded.id,
        tokens: prompt.tokens.length,
        answer: request.maxTokens,
        limit: loaded.contextTokens,
      });
    giveBack = await loaded.backend.turns.take(signal).catch(() => null);
    if (giveBack) parts.push(await generate({ loaded, request, prompt, signal, show: parts.push }));
    else
      parts.push({
        type: 'end',
        reason: 'aborted',
        usage: { inputTokens: 0, outputTokens: 0, cachedTokens: 0 },
      });
    parts.close();
  } catch (error) {
    parts.close(
      error instanceof AppError
        ? error
        : new AppError(
            'MODEL_FAILED',
            { model: loaded.id, reason: error instanceof Error ? error.message : String(error) },
            error,
          ),
    );
  } finally {
    giveBack?.();
  }
}

/** A prompt as the model's chat template writes it: the history for the chat, and the tokens it becomes. */
export interface LlamaPrompt {
  readonly history: ChatHistoryItem[];
  readonly tokens: Token[];
}

function promptOf({ chat, llamaModel }: LoadedLlama, messages: readonly PromptMessage[]): LlamaPrompt {
  const history = messages.map((message): ChatHistoryItem => {
    const text = textOfMessage(message);
    return message.role === 'assistant' ? { type: 'model', response: [text] } : { type: message.role, text };
  });
  history.push({ type: 'model', response: [] });
  const { contextText } = chat.chatWrapper.generateContextState({ chatHistory: history });
  return { history, tokens: contextText.tokenize(llamaModel.tokenizer) };
}

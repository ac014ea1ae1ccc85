import type { LlamaChatResponse } from 'node-llama-cpp';
import { createJsonGrammar } from './json-grammar.ts';
import { allowedThreads } from './llama-backend.ts';
import type { LoadedLlama } from './llama-load.ts';
import type { LlamaPrompt } from './llama-model.ts';
import type { FinishReason, ModelPart, ModelRequest } from './model.ts';

interface Generation {
  readonly loaded: LoadedLlama;
  readonly request: ModelRequest;
  readonly prompt: LlamaPrompt;
  readonly signal: AbortSignal;
  readonly show: (part: ModelPart) => void;
}

/** Reads a prompt and writes the answer, showing it as it comes. Answers with the closing part. */
export async function generate(generation: Generation): Promise<ModelPart> {
  const { loaded, request, prompt, signal } = generation;
  const { sequence, backend, facts } = loaded;
  const { cachedTokens, isRead } = await readPrompt(loaded, prompt, signal);
  const inputTokens = isRead ? prompt.tokens.length : sequence.nextTokenIndex;
  if (!isRead)
    return { type: 'end', reason: 'aborted', usage: { inputTokens, outputTokens: 0, cachedTokens } };

  const grammar = request.schema ? await createJsonGrammar(backend, request.schema) : undefined;
  const heedTyping = (): void => {
    backend.llama.maxThreads = allowedThreads(facts.threads.writing, backend);
  };
  heedTyping();
  const before = sequence.tokenMeter.getState();
  const shown = showing(generation);
  const response = await loaded.chat.generateResponse(prompt.history, {
    ...(grammar ? { grammar } : {}),
    ...optionsOf(request),
    signal,
    stopOnAbortSignal: true,
    onResponseChunk: (chunk) => {
      heedTyping(); // the writer may have begun to type, or ended, within a long answer
      shown.chunk(chunk);
    },
  });
  shown.rest(response.response);
  const outputTokens = sequence.tokenMeter.diff(before).usedOutputTokens;
  return { type: 'end', reason: reasonOf(response), usage: { inputTokens, outputTokens, cachedTokens } };
}

/** Evaluates what the sequence has not read yet, all but the last token, in pieces. */
async function readPrompt(
  { sequence, backend, pace }: LoadedLlama,
  { tokens }: LlamaPrompt,
  signal: AbortSignal,
) {
  const wanted = tokens.slice(0, -1);
  await sequence.adaptStateToTokens(wanted, false);
  const cachedTokens = sequence.nextTokenIndex;
  while (sequence.nextTokenIndex < wanted.length) {
    if (signal.aborted) return { cachedTokens, isRead: false };
    const { threads: paced, tokens: size } = pace.next();
    const threads = allowedThreads(paced, backend);
    const piece = wanted.slice(sequence.nextTokenIndex, sequence.nextTokenIndex + size);
    backend.llama.maxThreads = threads;
    const started = performance.now();
    await sequence.evaluateWithoutGeneratingNewTokens(piece);
    if (piece.length === size) pace.record(threads, size / (performance.now() - started));
  }
  return { cachedTokens, isRead: !signal.aborted };
}

/**
 * Sampling as the request says. Answers are kept from repeating themselves by llama.cpp's usual penalty and
 * by DRY, which stops a small model's loops, except at temperature 0, where the prompt's own words are often what is wanted.
 */
function optionsOf(request: ModelRequest) {
  const { maxTokens, temperature, topP, seed, stop } = request;
  return {
    maxTokens,
    temperature,
    ...(topP === undefined ? {} : { topP }),
    ...(seed === undefined ? {} : { seed }),
    ...(stop && stop.length > 0 ? { customStopTriggers: stop } : {}),
    ...(temperature === 0
      ? { repeatPenalty: false as const }
      : { repeatPenalty: { penalty: 1.1 }, dryRepeatPenalty: { strength: 0.8, lastTokens: 512 } }),
  };
}

/** Passes chunks on, thoughts apart from text, and what was held back when the answer ended. */
function showing({ show }: Generation) {
  let text = '';
  return {
    chunk(chunk: { readonly type?: 'segment' | undefined; readonly text: string }) {
      if (chunk.text === '') return;
      if (chunk.type === 'segment') return show({ type: 'reasoning-delta', text: chunk.text });
      text += chunk.text;
      show({ type: 'text-delta', text: chunk.text });
    },
    rest(whole: string) {
      if (whole.length > text.length && whole.startsWith(text))
        show({ type: 'text-delta', text: whole.slice(text.length) });
    },
  };
}

function reasonOf({ metadata }: LlamaChatResponse): FinishReason {
  switch (metadata.stopReason) {
    case 'maxTokens':
      return 'length';
    case 'abort':
      return 'aborted';
    default:
      return 'stop';
  }
}

import type { ContextItem, ContextLayer, ContextReceipt } from '../../src-shared/domain/context.ts';
import { contextLayers } from '../../src-shared/domain/context.ts';
import type { PromptMessage } from '../../src-shared/domain/job.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Model } from '../model/model.ts';
import { fillPrompt, hasPlace, type PromptTemplate } from '../roles/prompt.ts';
import type { ContextCandidate } from './candidate.ts';
import { packLayers } from './pack.ts';
import { contextLimit, hasSmallWindow } from './window.ts';

/** What a prompt is made from. */
export interface PromptOrder {
  readonly model: Model;
  readonly template: PromptTemplate;
  /** What fills the template's placeholders, all but the context layers'. */
  readonly values: Readonly<Record<string, string>>;
  /** In the order they are to stand in, layer by layer. */
  readonly candidates: readonly ContextCandidate[];
  readonly answerTokens: number;
  readonly language: string;
  /** Keeps the recent layer's share free for a text that grows, so that what stands before it stays the same. */
  readonly holdRecent?: boolean;
}

/** A prompt that fits, and the receipt of how it came to be. */
export interface AssembledPrompt {
  readonly messages: readonly PromptMessage[];
  readonly receipt: ContextReceipt;
}

/**
 * Fits context into a model's window: the answer is reserved first, then the measured instructions, and what is left
 * is shared by layer and priority; a layer the template has no place for takes nothing. Every count is the model's own.
 * The same order gives the same prompt.
 * Throws MODEL_PROMPT_TOO_LONG where not even the instructions fit.
 */
export async function assemblePrompt(order: PromptOrder): Promise<AssembledPrompt> {
  const { model, answerTokens } = order;
  const instructionTokens = await model.countPrompt(messagesOf(order, new Map()));
  const free = model.contextTokens - answerTokens - instructionTokens;
  if (free < 0)
    throw new AppError('MODEL_PROMPT_TOO_LONG', {
      model: model.id,
      tokens: instructionTokens,
      answer: answerTokens,
      limit: model.contextTokens,
    });
  const isSmall = hasSmallWindow(model);
  let budget = Math.min(free, contextLimit(model));
  const countTokens = rememberCounts(model);
  const candidates = order.candidates.filter(({ layer }) => hasPlace(order.template, nameOf(layer)));
  for (;;) {
    const { items, layers } = await packLayers({ ...order, candidates, budget, isSmall, countTokens });
    const messages = messagesOf(order, textOfLayers(items));
    const excess = (await model.countPrompt(messages)) + answerTokens - model.contextTokens;
    if (excess <= 0) {
      const receipt = {
        model: model.id,
        contextTokens: model.contextTokens,
        answerTokens,
        instructionTokens,
      };
      return { messages, receipt: { ...receipt, layers, items } };
    }
    budget -= excess; // joining counts a little more than its parts
  }
}

/** The same receipt without the texts: the generation log keeps the prompts whole. */
export function withoutTexts(receipt: ContextReceipt): ContextReceipt {
  return { ...receipt, items: receipt.items.map((item) => ({ ...item, text: '' })) };
}

function messagesOf(order: PromptOrder, layers: ReadonlyMap<ContextLayer, string>): PromptMessage[] {
  const texts = Object.fromEntries(contextLayers.map((layer) => [nameOf(layer), layers.get(layer) ?? '']));
  return fillPrompt(order.template, { ...order.values, ...texts });
}

/** Instructions are the template's own words; what context adds to them is the novel's style. */
const nameOf = (layer: ContextLayer) => (layer === 'instructions' ? 'style' : layer);

function textOfLayers(items: readonly ContextItem[]): ReadonlyMap<ContextLayer, string> {
  return new Map(
    contextLayers.map((layer) => [
      layer,
      items
        .filter((item) => item.layer === layer && item.text !== '')
        .map(({ text }) => text)
        .join('\n\n'),
    ]),
  );
}

/** Counts each text once. */
function rememberCounts(model: Model): (text: string) => Promise<number> {
  const known = new Map<string, Promise<number>>();
  return (text) => {
    const count = known.get(text) ?? model.countTokens(text);
    known.set(text, count);
    return count;
  };
}

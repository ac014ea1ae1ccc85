import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { textOfMessage, type Model, type ModelPart, type ModelRequest } from '../../agents/model/model.ts';
import { AppError, errorCodes } from '../../src-shared/errors.ts';

/** One call the model expects: what its prompt holds, and how it answers. */
export const ScriptStep = z.strictObject({
  /** For `reached`, `release` and messages. */
  name: z.string().optional(),
  /** All of these stand in the prompt; none means any prompt. */
  prompt: z.union([z.string(), z.array(z.string())]).default([]),
  /** Text, or a value that is sent as JSON. */
  answer: z.unknown().default(''),
  reason: z.enum(['stop', 'length', 'content-filter']).default('stop'),
  /** Thrown after the answer's text. */
  error: z
    .strictObject({ code: z.enum(errorCodes), data: z.record(z.string(), z.any()).default({}) })
    .optional(),
  /** Waits for `release(name)` before it answers. */
  holds: z.boolean().default(false),
  /** Milliseconds between two pieces. */
  delay: z.number().default(0),
  /** May be used any number of times, never too. */
  always: z.boolean().default(false),
});
export type ScriptStep = z.input<typeof ScriptStep>;

export interface ScriptedModel extends Model {
  /** Resolves when the step of this name has been asked. */
  reached(name: string): Promise<void>;
  /** Lets a step that holds go on. */
  release(name: string): void;
  /** How many calls had this text in their prompt; all of them without one. */
  calls(text?: string): number;
  readonly requests: readonly ModelRequest[];
  /** Throws when a step was not used. Call it at a test's end. */
  finish(): void;
}

/**
 * A model that plays a script: an array of steps, or the name of a YAML file of them. Steps are used in order, except
 * those marked `always`, which answer whenever the next step does not match. A call that no step expects throws.
 */
export function scriptedModel(script: readonly ScriptStep[] | string, contextTokens = 8192): ScriptedModel {
  const source: unknown = typeof script === 'string' ? parse(readFileSync(script, 'utf8')) : script;
  const steps = z.array(ScriptStep).parse(source);
  const ordered = steps.filter((step) => !step.always);
  const requests: ModelRequest[] = [];
  const gates = new Map<string, Gate>();
  const gateOf = (name: string) => {
    const gate = gates.get(name) ?? { reached: Promise.withResolvers(), released: Promise.withResolvers() };
    gates.set(name, gate);
    return gate;
  };

  return {
    id: 'scripted/script',
    contextTokens,
    facts: null,
    requests,
    countTokens: (text) => Promise.resolve(countWords(text)),
    countPrompt: (messages) =>
      Promise.resolve(messages.reduce((sum, message) => sum + 4 + countWords(textOfMessage(message)), 0)),
    stream(request, signal) {
      requests.push(request);
      const prompt = promptText(request);
      const next = ordered[0];
      const step =
        next && fits(next, prompt)
          ? ordered.shift()
          : steps.find((step) => step.always && fits(step, prompt));
      if (!step)
        throw new Error(
          `The script expected ${next ? `"${next.name ?? String(next.prompt)}"` : 'no more calls'}, but was asked: ${prompt.slice(0, 2000)}`,
        );
      return play({ step, signal, gate: gateOf(step.name ?? ''), prompt });
    },
    close: () => Promise.resolve(),
    reached: (name) => gateOf(name).reached.promise,
    release: (name) => gateOf(name).released.resolve(),
    calls: (text = '') => requests.filter((request) => promptText(request).includes(text)).length,
    finish() {
      if (ordered.length > 0)
        throw new Error(
          `Steps of the script were not used: ${ordered.map((step) => step.name ?? step.prompt).join(', ')}`,
        );
    },
  };
}

interface Gate {
  readonly reached: PromiseWithResolvers<void>;
  readonly released: PromiseWithResolvers<void>;
}

interface Playing {
  readonly step: z.output<typeof ScriptStep>;
  readonly signal: AbortSignal;
  readonly gate: Gate;
  readonly prompt: string;
}

async function* play({ step, signal, gate, prompt }: Playing): AsyncGenerator<ModelPart, void> {
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  let written = 0;
  const end = (reason: 'stop' | 'length' | 'content-filter' | 'aborted'): ModelPart => ({
    type: 'end',
    reason,
    usage: { inputTokens: countWords(prompt), outputTokens: written, cachedTokens: null },
  });
  gate.reached.resolve();
  if (step.holds) await Promise.race([gate.released.promise, aborted]);
  const text = typeof step.answer === 'string' ? step.answer : JSON.stringify(step.answer);
  for (const piece of text.match(/\s*\S+\s*$|\s*\S+/gu) ?? []) {
    if (step.delay > 0)
      await Promise.race([new Promise<void>((resolve) => setTimeout(resolve, step.delay)), aborted]);
    if (signal.aborted) return yield end('aborted');
    written += 1;
    yield { type: 'text-delta', text: piece };
  }
  if (signal.aborted) return yield end('aborted');
  if (step.error) throw new AppError(step.error.code, step.error.data);
  yield end(step.reason);
}

function fits(step: z.output<typeof ScriptStep>, prompt: string): boolean {
  return [step.prompt].flat().every((text) => prompt.includes(text));
}

function promptText(request: ModelRequest): string {
  return request.messages.map(textOfMessage).join('\n\n');
}

function countWords(text: string): number {
  return Math.ceil((text.match(/\S+/gu)?.length ?? 0) * 1.3);
}

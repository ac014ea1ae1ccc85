import type { ModelSettings, Usage } from '../../src-shared/domain/model.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { ModelCall } from '../../src-shared/domain/job.ts';
import type { Model, ModelPart, ModelRequest } from './model.ts';
import { unknownUsage } from './usage.ts';

/** A call about to be made, as whoever keeps the money wants to know it. */
export interface IntendedCall {
  readonly settings: ModelSettings;
  readonly inputTokens: number; // counted, not told by the provider
  readonly maxTokens: number;
}

/** What became of it. */
export interface MadeCall {
  readonly usage: Usage;
  readonly cost: number | null; // US dollars, as the provider says
  readonly ended: ModelCall['ended'];
  /** It may have to be paid for even where its usage is not known: it was sent, and not refused. */
  readonly mayOwe: boolean;
}

/** Who keeps the money. Every call that `begin` let through is told once by `end`. */
export interface Accountant {
  /** Resolves with the call's number. Throws MODEL_BUDGET_SPENT where the call could go beyond a cap; then nothing is sent. */
  begin(call: IntendedCall): Promise<number>;
  end(id: number, call: MadeCall): void;
}

/** The same model, with each call let through and told to an accountant, also one that fails or is left early. */
export function meterModel(
  model: Model,
  options: { readonly settings: ModelSettings; readonly accountant: Accountant },
): Model {
  return { ...model, stream: (request, signal) => streamMetered({ model, ...options, request, signal }) };
}

interface Metered {
  readonly model: Model;
  readonly settings: ModelSettings;
  readonly accountant: Accountant;
  readonly request: ModelRequest;
  readonly signal: AbortSignal;
}

async function* streamMetered(metered: Metered): AsyncGenerator<ModelPart, void> {
  const { model, settings, accountant, request, signal } = metered;
  const inputTokens = await model.countPrompt(request.messages);
  const id = await accountant.begin({ settings, inputTokens, maxTokens: request.maxTokens });
  let made: MadeCall = { usage: unknownUsage, cost: null, ended: 'aborted', mayOwe: true };
  let hasBegun = false;
  try {
    for await (const part of model.stream(request, signal)) {
      hasBegun ||= part.type === 'text-delta' || part.type === 'reasoning-delta';
      if (part.type === 'end')
        made = { ...made, usage: part.usage, cost: part.cost ?? null, ended: part.reason };
      else made = { ...made, mayOwe: part.type !== 'waiting' }; // left while it waits, nothing was sent
      yield part;
    }
  } catch (error) {
    const isSilent = error instanceof AppError && error.code === 'MODEL_TIMEOUT';
    made = { ...made, ended: 'failed', mayOwe: hasBegun || isSilent };
    throw error;
  } finally {
    accountant.end(id, made);
  }
}

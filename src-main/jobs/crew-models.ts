import type { Declarations } from '../../agents/declarations.ts';
import { fallbackModel } from '../../agents/model/fallback.ts';
import { meterModel } from '../../agents/model/meter.ts';
import type { Model } from '../../agents/model/model.ts';
import { storeAnswers, type AnswerStore } from '../../agents/model/stored-answers.ts';
import type { JobId } from '../../src-shared/domain/ids.ts';
import { modelIdOf, type ModelChoice, type ModelSettings, type Role } from '../../src-shared/domain/model.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { CallOwner } from '../services/accounts.ts';
import { accountantOf } from './accountant-of.ts';
import type { HostRequests } from './host-requests.ts';
import type { OpenModels } from './model-cache.ts';
import type { WorkerPort } from './worker-port.ts';

export interface CrewModelsOptions {
  readonly jobId: JobId;
  readonly choice: ModelChoice;
  readonly declarations: Declarations;
  readonly models: OpenModels;
  readonly port: WorkerPort;
  readonly requests: HostRequests;
  /** No model may be paid any more: the job must end, whatever its step makes of the failure. */
  onSpent(error: AppError): void;
}

/**
 * The models of a job by role and step, with what surrounds a whole chain of them, from the outside in: stored answers where
 * agents.yaml allows the role to reuse them, the fallback chain, and each model's own entry in the ledger.
 */
export function crewModels(options: CrewModelsOptions): (role: Role, step: string) => Model {
  const { jobId, choice, declarations, models } = options;
  const settingsOf = modelSettingsOf(choice, declarations);
  return (role, step) => {
    const owner: CallOwner = { jobId, role, step };
    const settings = settingsOf(role);
    const accountant = accountantOf(owner, options);
    const fallbacks = (choice.fallbacks ?? []).filter((one) => modelIdOf(one) !== modelIdOf(settings));
    const chain = fallbackModel(
      meterModel(models.modelOf(settings), { settings, accountant }),
      fallbacks.map((one) => ({
        open: async () => meterModel(await models.openLater(one), { settings: one, accountant }),
      })),
    );
    const answering = declarations.agents[role].cache
      ? storeAnswers(chain, storeOf(owner, settings, options))
      : chain;
    return endingWhenSpent(answering, options.onSpent);
  };
}

/** Which model plays a role: the novel's declaration, else the job's choice for the role, else its default. */
export function modelSettingsOf(
  choice: ModelChoice,
  { agents }: Declarations,
): (role: Role) => ModelSettings {
  return (role) => agents[role].model ?? choice.roles[role] ?? choice.default;
}

function storeOf(
  owner: CallOwner,
  settings: ModelSettings,
  { requests, port }: CrewModelsOptions,
): AnswerStore {
  return {
    find: async (hash) => {
      const found = await requests.askAccounts({ type: 'find-answer', ...owner, settings, hash });
      return typeof found === 'number' ? null : found;
    },
    keep: (hash, answer) =>
      port.post({ type: 'accounts-note', note: { type: 'answer-made', settings, hash, answer } }),
  };
}

function endingWhenSpent(model: Model, onSpent: (error: AppError) => void): Model {
  return {
    ...model,
    async *stream(request, signal) {
      try {
        yield* model.stream(request, signal);
      } catch (error) {
        if (error instanceof AppError && error.code === 'MODEL_BUDGET_SPENT') onSpent(error);
        throw error;
      }
    },
  };
}

import { sitExam } from '../../agents/qa/exam/sit-exam.ts';
import { loadDeclarations } from '../../agents/load-declarations.ts';
import { meterModel } from '../../agents/model/meter.ts';
import type { Model } from '../../agents/model/model.ts';
import { listModels, openModel } from '../../agents/model/open-model.ts';
import { reviewerOf } from '../../agents/qa/reviewers.ts';
import type { Role } from '../../src-shared/domain/model.ts';
import type { ExamResult } from '../../src-shared/domain/qa.ts';
import type { ModelTrial, TrialProgress } from '../../src-shared/domain/trial.ts';
import { toWireError } from '../../src-shared/errors.ts';
import { examine } from '../services/doctor.ts';
import { accountantOf } from './accountant-of.ts';
import { createHostRequests } from './host-requests.ts';
import type { Reply } from './protocol.ts';
import type { Trial } from './trial.ts';
import type { WorkerPort } from './worker-port.ts';
import type { WorkerRoleProgram } from './worker.ts';

const question = 'Describe a lighthouse at night in one short sentence.';
const answerTokens = 48;

type WithModel = Extract<Trial, { kind: 'ask' | 'exam' }>;

/** The trial's role: does one piece of work, says what came of it, and is ended by its host. */
export function startTrial(port: WorkerPort): WorkerRoleProgram {
  const stopping = new AbortController();
  const requests = createHostRequests(port);
  /** The model with its calls in the ledger. */
  const metered = (model: Model, { settings }: WithModel, role: Role): Model =>
    meterModel(model, {
      settings,
      accountant: accountantOf({ jobId: null, role, step: 'trial' }, { requests, port }),
    });
  const report = (stage: TrialProgress['stage'], more: Partial<TrialProgress> = {}): void =>
    port.post({ type: 'trial-progress', progress: { stage, done: null, layer: null, ...more } });

  let loaded = -1;
  const reportLoading = (done: number): void => {
    if (done <= loaded) return; // the loader speaks hundreds of times
    loaded = done;
    report('loading', { done });
  };

  const open = ({ settings, keys, remembered }: WithModel): Promise<Model> =>
    openModel(settings, {
      keys,
      signal: stopping.signal,
      onLoadProgress: (part) => reportLoading(Math.floor(part * 20) / 20),
      probeStore: {
        get: (name) => remembered[name],
        set: (name, value) => port.post({ type: 'remember', name, value }),
      },
    });

  const sitAll = async (
    model: Model,
    trial: Extract<Trial, { kind: 'exam' }>,
  ): Promise<readonly ExamResult[]> => {
    const declarations = loadDeclarations();
    const results: ExamResult[] = [];
    for (const layer of trial.layers) {
      report('exam', { layer, done: results.length / trial.layers.length });
      const asked = metered(model, trial, reviewerOf[layer]);
      results.push(await sitExam(layer, { model: asked, declarations, now: Date.now }, stopping.signal));
    }
    return results;
  };

  const run = async (trial: Trial): Promise<unknown> => {
    report('starting');
    if (trial.kind === 'doctor') return examine({});
    if (trial.kind === 'list') return listModels(trial.place, { keys: trial.keys, signal: stopping.signal });
    const began = performance.now();
    const model = await open(trial);
    try {
      if (trial.kind === 'exam') return await sitAll(model, trial);
      report('asking');
      return await askOnce(metered(model, trial, 'writer'), { began, signal: stopping.signal });
    } finally {
      await model.close();
    }
  };

  return {
    handle: (message) => {
      if (message.type === 'reply') requests.settle(message.id, message.reply);
      if (message.type !== 'trial') return;
      void run(message.trial)
        .then(
          (data): Reply => ({ ok: true, data }),
          (error: unknown): Reply => ({ ok: false, error: toWireError(error) }),
        )
        .then((reply) => port.post({ type: 'trial-end', reply }));
    },
    close: () => Promise.resolve(stopping.abort()),
  };
}

/** Asks one short question and measures the answer. Throws what the model throws. */
async function askOnce(
  model: Model,
  { began, signal }: { readonly began: number; readonly signal: AbortSignal },
): Promise<ModelTrial> {
  let text = '';
  let firstWordMs: number | null = null;
  let tokens: number | null = null;
  const messages = [{ role: 'user', parts: [{ name: 'task', text: question }] }] as const;
  for await (const part of model.stream({ messages, maxTokens: answerTokens, temperature: 0 }, signal)) {
    if (part.type === 'end') tokens = part.usage.outputTokens;
    else if (part.type !== 'waiting') firstWordMs ??= performance.now() - began;
    if (part.type === 'text-delta') text += part.text;
  }
  const totalMs = performance.now() - began;
  const seconds = (totalMs - (firstWordMs ?? totalMs)) / 1000;
  return {
    model: model.id,
    text: text.trim(),
    firstWordMs: firstWordMs ?? totalMs,
    totalMs,
    tokensPerSecond: tokens !== null && tokens > 8 && seconds > 0.05 ? tokens / seconds : null,
    threads: model.facts && { writing: model.facts.threads.writing, reading: model.facts.threads.reading },
  };
}

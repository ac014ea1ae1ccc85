import type { ModelCall } from '../../src-shared/domain/job.ts';
import type { Role, Usage } from '../../src-shared/domain/model.ts';
import type { Model, ModelPart, ModelRequest, ModelWait } from './model.ts';
import { unknownUsage } from './usage.ts';

export interface Recording {
  readonly step: string;
  readonly role: Role;
  /** Milliseconds since 1970. */
  now(): number;
  /** Called once for every call to the model, also one that failed or was aborted. */
  onCall(call: ModelCall): void;
  /** Sees each wait when it begins, and null when it is over. */
  onWait?(wait: ModelWait | null): void;
  /** Sees the answer as it comes. */
  onText?(text: string): void;
}

/** The same model, with every call to it recorded whole. */
export function recordModel(model: Model, recording: Recording): Model {
  return { ...model, stream: (request, signal) => recordStream({ model, recording, request, signal }) };
}

interface Recorded {
  readonly model: Model;
  readonly recording: Recording;
  readonly request: ModelRequest;
  readonly signal: AbortSignal;
}

async function* recordStream({ model, recording, request, signal }: Recorded) {
  const { messages, ...parameters } = request;
  const startedAt = recording.now();
  const started = performance.now();
  let firstTokenMs: number | null = null;
  let output = '';
  let usage: Usage = unknownUsage;
  let ended: ModelCall['ended'] | null = null;
  let hasFailed = false;
  let shown: ModelWait | null = null;
  let answered: { readonly by?: string | undefined; readonly isStored?: boolean | undefined } = {};
  const show = (next: ModelWait | null): void => {
    if (next !== shown) recording.onWait?.(next);
    shown = next;
  };
  /** A wait is over with the next word; why another model is asked is told as long as that one answers. */
  const heed = (part: ModelPart): void => {
    if (part.type === 'waiting') show(part.wait);
    else if (shown?.meanwhile === undefined) show(null);
  };
  try {
    for await (const part of model.stream(request, signal)) {
      heed(part);
      if (part.type === 'end') {
        usage = part.usage;
        ended = part.reason;
        answered = { by: part.answeredBy, isStored: part.isStored };
      } else if (part.type !== 'waiting') {
        firstTokenMs ??= performance.now() - started;
        if (part.type === 'text-delta') {
          output += part.text;
          recording.onText?.(part.text);
        }
      }
      yield part;
    }
  } catch (error) {
    hasFailed = true;
    throw error;
  } finally {
    show(null);
    recording.onCall({
      step: recording.step,
      role: recording.role,
      model: answered.by ?? model.id,
      insteadOf: answered.by === undefined ? null : model.id,
      isStored: answered.isStored ?? false,
      messages,
      parameters,
      output,
      usage,
      ended: hasFailed ? 'failed' : (ended ?? 'aborted'), // a reader that left early wanted no more
      startedAt,
      firstTokenMs,
      durationMs: performance.now() - started,
    });
  }
}

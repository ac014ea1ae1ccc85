import { addressOf, modelIdOf, type RemoteModelSettings, type Usage } from '../../src-shared/domain/model.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Adapter, AnswerPart } from './adapters/adapter.ts';
import { gatherTurns } from './gather.ts';
import { watchIdle, type IdleWatch } from './idle-watch.ts';
import { textOfMessage, type Model, type ModelPart, type ModelRequest } from './model.ts';
import { failureIn, safeWords, translateError, type RemoteNames } from './remote-errors.ts';
import { estimatePrompt, estimateTokens, leastTokens } from './token-estimate.ts';
import { countedUsage, unknownUsage } from './usage.ts';

/** How long a server may take to close an answer whose finish reason it has sent. */
const longestEndingMs = 3000;
/** No token has so many characters, and no answer so many: a server that goes on beyond both has lost the limit. */
const mostCharactersPerToken = 40;
const mostCharacters = 2_000_000;

/**
 * A model behind an adapter, with everything that all vendors need alike: it ends silences, tells an end from a
 * broken connection, keeps what came when it is aborted, and throws AppErrors only. It asks once: retries are another
 * layer's.
 */
export function createRemoteModel(
  adapter: Adapter,
  settings: RemoteModelSettings,
  key: string | null,
): Model {
  const { contextTokens, keyName } = settings;
  const names = {
    model: modelIdOf(settings),
    host: new URL(addressOf(settings)).host,
    keyName,
    key,
    contextTokens,
  };
  const remote: Remote = {
    adapter,
    names,
    idleSeconds: settings.idleSeconds,
    closing: new AbortController(),
  };
  return {
    id: names.model,
    contextTokens,
    facts: null,
    countTokens: estimateTokens,
    countPrompt: (messages) => estimatePrompt(messages.map(textOfMessage)),
    stream: (request, signal) => streamAnswer(remote, request, signal),
    close() {
      remote.closing.abort();
      return Promise.resolve();
    },
  };
}

interface Remote {
  readonly adapter: Adapter;
  readonly names: RemoteNames;
  readonly idleSeconds: number;
  readonly closing: AbortController;
}

type Delta = Extract<AnswerPart, { readonly text: string }>;

/** What is known of an answer so far. */
interface Answer {
  readonly request: ModelRequest;
  readonly stopping: readonly AbortSignal[];
  readonly promptTokens: number;
  hasSpoken: boolean;
  hasBegun: boolean;
  characters: number;
  usage: Usage;
  cost: number | null;
  finish: Extract<AnswerPart, { type: 'finish' }> | null;
}

async function* streamAnswer(
  remote: Remote,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelPart, void> {
  const promptTokens = await ensureFits(request, remote.names);
  const controller = new AbortController();
  const idle = watchIdle(remote.idleSeconds * 1000);
  const answer: Answer = {
    request,
    stopping: [signal, remote.closing.signal],
    promptTokens,
    hasSpoken: false,
    hasBegun: false,
    characters: 0,
    usage: unknownUsage,
    cost: null,
    finish: null,
  };
  const abort = () => controller.abort();
  const enders = [...answer.stopping, idle.signal];
  for (const one of enders) one.addEventListener('abort', abort, { once: true });
  if (isStopped(answer)) abort();
  try {
    const failed = yield* readDeltas(remote.adapter.ask(request, controller.signal), { answer, idle });
    yield endOf(answer, { remote, failed, isSilent: idle.signal.aborted });
  } finally {
    idle.close();
    for (const one of enders) one.removeEventListener('abort', abort);
    controller.abort();
  }
}

/** Yields an answer's text as it comes and keeps the rest in `answer`; returns what broke it off, or null. */
async function* readDeltas(
  parts: AsyncIterable<AnswerPart>,
  { answer, idle }: { readonly answer: Answer; readonly idle: IdleWatch },
): AsyncGenerator<ModelPart, { readonly error: unknown } | null> {
  try {
    idle.start();
    for await (const turn of gatherTurns(parts)) {
      const hadFinished = answer.finish !== null;
      const { deltas, isOver } = takeTurn(turn, answer);
      if (deltas.length > 0) {
        idle.stop();
        for (const delta of deltas) yield delta;
        if (isStopped(answer)) break;
        idle.start();
      }
      if (isOver) break;
      if (answer.finish && !hadFinished) idle.start(longestEndingMs);
    }
    return null;
  } catch (error) {
    return { error };
  }
}

/** What of a turn's parts is the answer's, neighbours joined; `isOver` when nothing else is worth waiting for. */
function takeTurn(turn: readonly AnswerPart[], answer: Answer) {
  const deltas: Delta[] = [];
  let isOver = false;
  for (const part of turn) {
    isOver ||= answer.finish !== null && part.type === 'usage';
    const delta = take(part, answer);
    const last = deltas.at(-1);
    if (delta && last?.type === delta.type)
      deltas[deltas.length - 1] = { ...last, text: last.text + delta.text };
    else if (delta) deltas.push(delta);
  }
  return { deltas, isOver };
}

/** Notes what a part says; returns what of it is the answer's. Nothing counts as answer after the finish. */
function take(part: AnswerPart, answer: Answer): Delta | null {
  answer.hasSpoken = true;
  if (part.type === 'usage') {
    answer.usage = countedUsage(part.usage);
    answer.cost = part.cost ?? answer.cost;
  } else if (part.type === 'finish') {
    if (answer.finish === null || answer.finish.reason === 'stop') answer.finish = part;
  } else if (part.type !== 'alive' && part.text !== '' && !answer.finish) {
    answer.hasBegun = true;
    if (part.type === 'text-delta') answer.characters += part.text.length;
    if (answer.characters > Math.max(answer.request.maxTokens * mostCharactersPerToken, mostCharacters))
      answer.finish = { type: 'finish', reason: 'length' };
    return part;
  }
  return null;
}

interface HowItEnded {
  readonly remote: Remote;
  readonly failed: { readonly error: unknown } | null;
  readonly isSilent: boolean;
}

/** The closing part of an answer, or throws why there is none. */
function endOf(answer: Answer, { remote, failed, isSilent }: HowItEnded): ModelPart {
  const { names, adapter, idleSeconds } = remote;
  const { usage, cost, finish, hasSpoken, hasBegun } = answer;
  const known = { usage, ...(cost === null ? {} : { cost }) };
  if (finish) {
    const refusal = finish.refusal === undefined ? {} : { refusal: finish.refusal };
    return { type: 'end', reason: finish.reason, ...known, ...refusal };
  }
  if (isStopped(answer)) return { type: 'end', reason: 'aborted', ...known };
  if (isSilent) throw new AppError('MODEL_TIMEOUT', { model: names.model, seconds: idleSeconds });
  if (failed) {
    const failing = { ...answer, failureOf: (error: unknown) => adapter.failureOf(error) };
    const failure = failureIn(failed.error, failing);
    if (!failure?.isFlagged) throw translateError(failed.error, names, failing);
    return { type: 'end', reason: 'content-filter', ...known, refusal: safeWords(failure.words, names.key) };
  }
  if (!hasSpoken) throw new AppError('MODEL_NOT_A_MODEL_SERVER', { host: names.host });
  throw new AppError('MODEL_CUT_SHORT', { model: names.model, ...(hasBegun ? {} : { isPassing: true }) });
}

function isStopped({ stopping }: Answer): boolean {
  return stopping.some(({ aborted }) => aborted);
}

/** The prompt's tokens. Throws MODEL_PROMPT_TOO_LONG where even the lowest count does not fit; closer calls are the server's. */
async function ensureFits(request: ModelRequest, { model, contextTokens }: RemoteNames): Promise<number> {
  const tokens = await leastTokens(request.messages.map(textOfMessage));
  const { maxTokens: answer } = request;
  if (tokens + answer > contextTokens)
    throw new AppError('MODEL_PROMPT_TOO_LONG', { model, tokens, answer, limit: contextTokens });
  return tokens;
}

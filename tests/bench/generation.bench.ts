import { availableParallelism } from 'node:os';
import { loadBackend } from '../../agents/model/llama-backend.ts';
import { openLlamaModel } from '../../agents/model/llama-model.ts';
import type { Model, ModelRequest } from '../../agents/model/model.ts';
import { recordModel } from '../../agents/model/recording-model.ts';
import { retryModel } from '../../agents/model/retry.ts';
import { collectText } from '../../agents/model/text.ts';
import { languageModelFile } from '../../src-main/services/paths.ts';
import { median, verdictOf } from './search/figures.ts';

const rounds = 7;
const answerTokens = 160;
const sampling = { temperature: 0.7, seed: 7 };
const penalties = { repeatPenalty: { penalty: 1.1 }, dryRepeatPenalty: { strength: 0.8, lastTokens: 512 } };
const system = 'You are a novelist. You write plain, vivid prose.';
const opening = 'The harbour lay quiet under the snow, and the lamp burned low. '.repeat(30);
const threads = { writing: 1, reading: Math.min(2, availableParallelism()) };

/** One measured answer: its speed from the first token on, and how long the first one took. */
interface Measured {
  readonly tokensPerSecond: number;
  readonly firstTokenMs: number;
  readonly tokens: number;
}

/** Prints how fast answers come through our stack beside llama.cpp asked directly, and how fast an abort is. */
export async function run(): Promise<void> {
  const model = await openLlamaModel({
    provider: 'embedded',
    file: languageModelFile(),
    contextTokens: 4096,
    threads,
  });
  const ours = recordModel(retryModel(model), {
    step: 'bench',
    role: 'writer',
    now: Date.now,
    onCall: () => {},
    onText: () => {},
  });
  const bare = await openBare();
  const measured = { ours: [] as Measured[], bare: [] as Measured[] };
  await measureOurs(ours, 'warm up');
  await bare.measure('warm up');
  for (let round = 0; round < rounds; round++) {
    const task = `Write the scene of evening ${round}.`;
    measured.ours.push(await measureOurs(ours, task));
    measured.bare.push(await bare.measure(task));
  }
  const speed = [
    medianOf(measured.ours, 'tokensPerSecond'),
    medianOf(measured.bare, 'tokensPerSecond'),
  ] as const;
  const first = [medianOf(measured.ours, 'firstTokenMs'), medianOf(measured.bare, 'firstTokenMs')] as const;
  const ratio = medianOf(
    measured.ours.map((one, at) => ({
      ...one,
      tokensPerSecond: one.tokensPerSecond / (measured.bare[at]?.tokensPerSecond ?? NaN),
    })),
    'tokensPerSecond',
  );
  console.log(
    `generation tokens/s  ${speed[0].toFixed(1)}  bare ${speed[1].toFixed(1)}  ratio ${ratio.toFixed(3)} (>= 0.95 ${verdictOf(ratio >= 0.95)})`,
  );
  console.log(
    `generation first token ms, prompt of ${await ours.countPrompt(requestFor('x').messages)} tokens, beginning shared  ${first[0].toFixed(0)}  bare ${first[1].toFixed(0)}  ratio ${(first[0] / first[1]).toFixed(2)}`,
  );
  const abort = await measureAbort(ours);
  console.log(
    `generation abort ms  writing ${abort.writing.toFixed(0)}  reading ${abort.reading.toFixed(0)}  target 200 ${verdictOf(abort.writing <= 200 && abort.reading <= 200)}`,
  );
  await model.close();
  await bare.close();
}

function requestFor(task: string): ModelRequest {
  return {
    messages: [
      { role: 'system', parts: [{ name: 'instructions', text: system }] },
      {
        role: 'user',
        parts: [
          { name: 'recent', text: opening },
          { name: 'task', text: task },
        ],
      },
    ],
    maxTokens: answerTokens,
    ...sampling,
  };
}

async function measureOurs(model: Model, task: string): Promise<Measured> {
  const started = performance.now();
  let first = 0;
  const { usage } = await collectText(model, requestFor(task), {
    signal: new AbortController().signal,
    onText: () => (first ||= performance.now()),
  });
  return measuredOf(started, first, usage.outputTokens ?? NaN);
}

/** node-llama-cpp with nothing of ours around it: the same file, threads, context, prompt, sampling and limit. */
async function openBare() {
  const { module, llama } = await loadBackend();
  const model = await llama.loadModel({ modelPath: languageModelFile() });
  const context = await model.createContext({ contextSize: 4096, threads: threads.writing });
  const sequence = context.getSequence();
  const chat = new module.LlamaChat({ contextSequence: sequence });
  return {
    async measure(task: string): Promise<Measured> {
      llama.maxThreads = threads.writing;
      const before = sequence.tokenMeter.getState();
      const started = performance.now();
      let first = 0;
      await chat.generateResponse(
        [
          { type: 'system', text: system },
          { type: 'user', text: `${opening}\n\n${task}` },
          { type: 'model', response: [] },
        ],
        {
          maxTokens: answerTokens,
          ...sampling,
          ...penalties,
          onTextChunk: () => (first ||= performance.now()),
        },
      );
      return measuredOf(started, first, sequence.tokenMeter.diff(before).usedOutputTokens);
    },
    close: () => model.dispose(),
  };
}

function measuredOf(started: number, first: number, tokens: number): Measured {
  const tokensPerSecond = ((tokens - 1) * 1000) / (performance.now() - first);
  return { tokensPerSecond, firstTokenMs: first - started, tokens };
}

/** How long an answer goes on after an abort, in milliseconds: while writing, and while reading a fresh prompt. */
async function measureAbort(model: Model): Promise<{ writing: number; reading: number }> {
  const aborted = async (request: ModelRequest, when: 'first text' | 'soon') => {
    const controller = new AbortController();
    let at = 0;
    const abort = () => {
      at ||= performance.now();
      controller.abort();
    };
    if (when === 'soon') setTimeout(abort, 150);
    await collectText(model, request, {
      signal: controller.signal,
      onText: () => {
        if (when === 'first text') abort();
      },
    });
    return performance.now() - at;
  };
  const writing: number[] = [];
  const reading: number[] = [];
  for (let round = 0; round < 5; round++) {
    writing.push(await aborted({ ...requestFor('Go on.'), maxTokens: 1000 }, 'first text'));
    const fresh = `Evening ${round}. A gull cried over the quay. `.repeat(200);
    reading.push(
      await aborted(
        { ...requestFor(''), messages: [{ role: 'user', parts: [{ name: 'recent', text: fresh }] }] },
        'soon',
      ),
    );
  }
  return { writing: median(writing), reading: median(reading) };
}

function medianOf(all: readonly Measured[], name: 'tokensPerSecond' | 'firstTokenMs'): number {
  return median(all.map((one) => one[name]));
}

if (import.meta.main) await run();

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { OpenAI } from 'openai';
import { openModel } from '../../agents/model/open-model.ts';
import type { Model, ModelRequest } from '../../agents/model/model.ts';
import { recordModel } from '../../agents/model/recording-model.ts';
import { startTokenServer } from './endpoint/token-server.ts';
import { median, verdictOf } from './search/figures.ts';

const rounds = 40;
const streams = 7;
const fastStreams = 101;
const tokens = 1000;
const generations = 100;
const context = 'The harbour lay quiet under the snow, and the lamp burned low. '.repeat(120);

/** One measured answer. */
interface Measured {
  readonly firstMs: number;
  readonly tokensPerSecond: number;
}

/**
 * Prints what our stack adds to the vendor's package on the same loopback server: until the first token, over a stream
 * of a thousand tokens as fast as the fastest hosts send them and as fast as the loopback goes, and in memory.
 */
export async function run(): Promise<void> {
  const server = await startTokenServer();
  const ours = await openOurs(server.baseUrl);
  const bare = new OpenAI({ baseURL: server.baseUrl, apiKey: 'k', maxRetries: 0 });
  const ask = { ours: (task: string) => askOurs(ours, task), bare: (task: string) => askBare(bare, task) };
  await interleave(ask, 'tokens=20 pause=0 warm', 10);

  const first = await interleave(ask, 'tokens=20 pause=1', rounds);
  const added = median(first.map(({ ours, bare }) => ours.firstMs - bare.firstMs));
  const firsts = {
    ours: median(first.map(({ ours }) => ours.firstMs)),
    bare: median(first.map(({ bare }) => bare.firstMs)),
  };
  console.log(
    `endpoint first token ms  ${firsts.ours.toFixed(1)}  bare ${firsts.bare.toFixed(1)}  added ${added.toFixed(1)} (<= 20 ${verdictOf(added <= 20)})`,
  );

  const paced = await interleave(ask, `tokens=${tokens} pause=2`, streams);
  const ratio = median(paced.map(({ ours, bare }) => ours.tokensPerSecond / bare.tokensPerSecond));
  console.log(
    `endpoint tokens/s of ${tokens}, one every 2 ms  ${speedOf(paced, 'ours')}  bare ${speedOf(paced, 'bare')}  ratio ${ratio.toFixed(3)} (>= 0.98 ${verdictOf(ratio >= 0.98)})`,
  );
  const unpaced = await interleave(ask, `tokens=${tokens} pause=0`, fastStreams);
  const unpacedRatio = median(unpaced.map(({ ours, bare }) => ours.tokensPerSecond / bare.tokensPerSecond));
  console.log(
    `endpoint tokens/s of ${tokens}, as fast as the loopback goes  ${speedOf(unpaced, 'ours')}  bare ${speedOf(unpaced, 'bare')}  ratio ${unpacedRatio.toFixed(3)} (>= 0.98 ${verdictOf(unpacedRatio >= 0.98)})`,
  );

  const grown = await growth(() => askOurs(ours, 'tokens=200 pause=0'));
  console.log(
    `endpoint memory over ${generations} answers of 200 tokens  ${grown.toFixed(2)} MiB of heap (<= 1 ${verdictOf(grown <= 1)})`,
  );
  await ours.close();
  await server.close();
}

/** All layers a job's model has: what is remembered of a call, retries, limits, circuit breaker, adapter. */
async function openOurs(baseUrl: string): Promise<Model> {
  const model = await openModel(
    {
      provider: 'openai-compatible',
      baseUrl,
      model: 'm',
      keyName: 'K',
      contextTokens: 32_768,
      idleSeconds: 60,
    },
    { keys: { K: 'k' } },
  );
  return recordModel(model, {
    step: 'bench',
    role: 'writer',
    now: Date.now,
    onCall: () => {},
    onText: () => {},
  });
}

function requestOf(task: string): ModelRequest {
  return {
    messages: [
      { role: 'system', parts: [{ name: 'instructions', text: 'You are a novelist.' }] },
      {
        role: 'user',
        parts: [
          { name: 'recent', text: context },
          { name: 'task', text: task },
        ],
      },
    ],
    maxTokens: 2000,
    temperature: 0.7,
  };
}

async function askOurs(model: Model, task: string): Promise<Measured> {
  const started = performance.now();
  let first = 0;
  let text = '';
  for await (const part of model.stream(requestOf(task), new AbortController().signal))
    if (part.type === 'text-delta') {
      text += part.text;
      first ||= performance.now();
    }
  return measuredOf({ started, first, text });
}

async function askBare(client: OpenAI, task: string): Promise<Measured> {
  const started = performance.now();
  let first = 0;
  let text = '';
  const stream = await client.chat.completions.create({
    model: 'm',
    messages: [
      { role: 'system', content: 'You are a novelist.' },
      { role: 'user', content: `${context}\n\n${task}` },
    ],
    max_tokens: 2000,
    temperature: 0.7,
    stream: true,
    stream_options: { include_usage: true },
  });
  for await (const chunk of stream) {
    const piece = chunk.choices[0]?.delta.content;
    if (!piece) continue;
    text += piece;
    first ||= performance.now();
  }
  return measuredOf({ started, first, text });
}

/** The speed is that of the whole answer, from the question on: how the tokens are cut into pieces does not matter to it. */
function measuredOf({ started, first, text }: { started: number; first: number; text: string }): Measured {
  const ended = performance.now();
  const came = text.split(' word').length - 1;
  return { firstMs: first - started, tokensPerSecond: (came * 1000) / (ended - started) };
}

type Ask = Readonly<Record<'ours' | 'bare', (task: string) => Promise<Measured>>>;

/** Asks both in turn, each first in every other round. */
async function interleave(
  ask: Ask,
  task: string,
  times: number,
): Promise<Record<'ours' | 'bare', Measured>[]> {
  const all: Record<'ours' | 'bare', Measured>[] = [];
  for (let round = 0; round < times; round++) {
    const named = `${task} round=${round}`;
    if (round % 2 === 0) {
      const ours = await ask.ours(named);
      all.push({ ours, bare: await ask.bare(named) });
    } else {
      const bare = await ask.bare(named);
      all.push({ bare, ours: await ask.ours(named) });
    }
  }
  return all;
}

/** How much the heap has grown over many answers, in MiB, from the tenth on: what comes before warms up. */
async function growth(answer: () => Promise<unknown>): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = (): number => {
    collect();
    return process.memoryUsage().heapUsed / 1024 / 1024;
  };
  for (let count = 0; count < 10; count++) await answer();
  const before = heap();
  for (let count = 0; count < generations; count++) await answer();
  return heap() - before;
}

function speedOf(all: readonly Record<'ours' | 'bare', Measured>[], whose: 'ours' | 'bare'): number {
  return Math.round(median(all.map((one) => one[whose].tokensPerSecond)));
}

if (import.meta.main) await run();

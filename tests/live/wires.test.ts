import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Model, ModelPart, ModelRequest } from '../../agents/model/model.ts';
import { openModel } from '../../agents/model/open-model.ts';
import { generateStructured, keptText } from '../../agents/model/structured.ts';
import { collectText } from '../../agents/model/text.ts';
import { unknownUsage } from '../../agents/model/usage.ts';
import { openAppDatabase, recordExam } from '../../src-main/db/app-database.ts';
import { forkChild } from '../../src-main/jobs/fork-child.ts';
import { runTrial, type TrialOptions } from '../../src-main/jobs/trial.ts';
import { generateChapter } from '../../src-main/novels/generate-chapter.ts';
import { noLog } from '../../src-main/services/log.ts';
import { modelIdOf, ModelPlace, ModelSettings } from '../../src-shared/domain/model.ts';
import { layers } from '../../src-shared/domain/qa.ts';
import { AppError } from '../../src-shared/errors.ts';
import { countWords } from '../../src-shared/text/words.ts';
import { chapterWish, novelAndServer, sessionAt } from '../helpers/crew-session.ts';
import { servedModel, startLiteLlm, startLlamaServer, type LiveServer } from './servers.ts';

let llama: LiveServer;
let proxy: LiveServer;
beforeAll(async () => {
  llama = await startLlamaServer();
  proxy = await startLiteLlm(llama);
});
afterAll(() => Promise.all([proxy?.kill(), llama?.kill()]));

const wires = ['openai-compatible', 'openai', 'anthropic', 'gemini'] as const;
type Wire = (typeof wires)[number];

const keyName = 'FABULA_LIVE_KEY';
const serverOf = (wire: Wire): LiveServer => (wire === 'openai-compatible' ? llama : proxy);
const baseUrlOf = (wire: Wire, { address }: LiveServer): string =>
  wire.startsWith('openai') ? `${address}/v1` : address;

function settingsOf(wire: Wire, server = serverOf(wire), idleSeconds = 60): ModelSettings {
  const baseUrl = baseUrlOf(wire, server);
  return ModelSettings.parse({
    provider: wire,
    model: servedModel,
    baseUrl,
    keyName,
    contextTokens: 4096,
    idleSeconds,
  });
}

/** llama.cpp's server tells none of a stream. LiteLLM counts for it, but not on Gemini's wire, where it says zero. */
const tellsUsage = (wire: Wire): boolean => wire === 'openai' || wire === 'anthropic';

/** llama.cpp's server takes a schema beside OpenAI's "json_object" only, for which the other wires have no word. */
const enforcesSchemas = (wire: Wire): boolean => wire.startsWith('openai');

const opened: Model[] = [];
afterEach(async () => {
  for (const model of opened.splice(0)) await model.close();
});

async function modelOf(wire: Wire, key = serverOf(wire).key): Promise<Model> {
  const model = await openModel(settingsOf(wire), { keys: { [keyName]: key } });
  opened.push(model);
  return model;
}

const ask = (text: string, maxTokens: number): ModelRequest => ({
  messages: [
    { role: 'system', parts: [{ name: 'instructions', text: 'You are a novelist.' }] },
    { role: 'user', parts: [{ name: 'task', text }] },
  ],
  maxTokens,
  temperature: 0,
});
const never = new AbortController().signal;
const trialOptions: TrialOptions = {
  fork: forkChild,
  log: noLog,
  accounts: { answer: () => 1, note: () => undefined },
};

/** The built-in model fails every exam: sitting them over one wire is enough. */
function failExams(model: string): void {
  const app = openAppDatabase();
  for (const layer of layers)
    recordExam(app, { model, layer, planted: 5, found: 0, clean: 5, accused: 0, passed: false, takenAt: 0 });
  app.close();
}

describe.each(wires)('%s', (wire) => {
  test('an answer comes in pieces, with its end and its tokens', async () => {
    const model = await modelOf(wire);
    const parts: ModelPart[] = [];
    const began = performance.now();
    for await (const part of model.stream(ask('Describe the sea at night.', 60), never)) {
      if (parts.length === 0)
        console.log(`${wire}: first part after ${Math.round(performance.now() - began)} ms`);
      parts.push(part);
    }
    const texts = parts.flatMap((part) => (part.type === 'text-delta' ? [part.text] : []));
    expect(texts.length).toBeGreaterThan(5);
    expect(texts.join('')).toMatch(/\w+ \w+ \w+/);
    const end = parts.at(-1);
    expect(end?.type === 'end' && ['stop', 'length'].includes(end.reason)).toBe(true);
    if (end?.type !== 'end') return;
    if (!tellsUsage(wire)) return expect(end.usage).toEqual(unknownUsage);
    expect(end.usage.inputTokens).toBeGreaterThan(10);
    expect(end.usage.outputTokens).toBeGreaterThan(10);
    expect(end.usage.outputTokens).toBeLessThanOrEqual(61);
  });

  test('stopped in the middle, it keeps what came, and the server is free for the next', async () => {
    const model = await modelOf(wire);
    const stopping = new AbortController();
    let text = '';
    let reason: string | null = null;
    for await (const part of model.stream(ask('Count from one to two hundred.', 800), stopping.signal)) {
      if (part.type === 'text-delta') text += part.text;
      if (part.type === 'end') ({ reason } = part);
      if (text.length > 40) stopping.abort();
    }
    expect(reason).toBe('aborted');
    expect(text.length).toBeGreaterThan(40);
    const next = await collectText(model, ask('Say yes.', 8), { signal: never });
    expect(next.text).not.toBe('');
  });

  test('an object of the shape that was asked for, or none at all', async () => {
    const schema = z.object({ name: z.string(), age: z.int() });
    const asked = ask('Mara is a keeper of 41 years. Give her name and age as JSON.', 120);
    const asking = generateStructured(await modelOf(wire), { ...asked, schema }, never);
    const value: unknown = await asking.catch((thrown: unknown) => thrown);
    if (enforcesSchemas(wire) || !(value instanceof AppError))
      return expect(schema.parse(value)).toEqual(value);
    expect(value.code).toBe('MODEL_OUTPUT_INVALID');
    expect(keptText(value)).not.toBe('');
  });

  test('the settings’ own trial of it answers, and its models are listed', async () => {
    const keys = { [keyName]: serverOf(wire).key };
    const settings = settingsOf(wire, serverOf(wire), 300);
    const trial = await runTrial({ kind: 'ask', settings, keys, remembered: {} }, trialOptions);
    expect(trial.text).toMatch(/\w/);
    console.log(`${wire}: a trial's first words after ${Math.round(trial.firstWordMs)} ms`);
    const place = ModelPlace.parse({ provider: wire, baseUrl: baseUrlOf(wire, serverOf(wire)), keyName });
    const listing = runTrial({ kind: 'list', place, keys }, trialOptions);
    if (wire === 'gemini')
      await expect(listing).rejects.toMatchObject({ code: 'MODEL_REFUSED_REQUEST' }); // LiteLLM has no such list
    else expect((await listing).map(({ id }) => id)).toEqual([servedModel]);
  });

  test('a wrong key is told as one', async () => {
    const model = await modelOf(wire, 'sk-wrong');
    const error: unknown = await collectText(model, ask('Hello', 5), { signal: never }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe('MODEL_UNAUTHORIZED');
    expect(JSON.stringify(error)).not.toContain('sk-wrong');
  });

  test('a whole chapter is written through it', { timeout: 1_800_000 }, async () => {
    process.env[keyName] = serverOf(wire).key;
    const { path, chapterId } = await novelAndServer();
    const settings = settingsOf(wire, serverOf(wire), 300);
    if (wire !== 'openai-compatible') failExams(modelIdOf(settings));
    const began = performance.now();
    const session = await sessionAt(path);
    const models = { default: settings, roles: {} };
    const jobId = generateChapter(session, { ...chapterWish(chapterId), models, priority: 0 });
    session.jobs.start(jobId);
    const job = await session.jobs.finished(jobId, never);
    expect(job.error).toBeNull();
    expect(['success', 'needs_human']).toContain(job.state);
    const words = countWords(job.partialText, 'en');
    console.log(
      `${wire}: a chapter of ${words} words in ${Math.round((performance.now() - began) / 1000)} s`,
    );
    expect(words).toBeGreaterThan(80);
  });
});

test.each(wires)('%s: a server that is stopped in mid-stream is no end of an answer', async (wire) => {
  const model = await openModel(settingsOf(wire), {
    keys: { [keyName]: serverOf(wire).key },
  });
  opened.push(model);
  let text = '';
  const reading = (async () => {
    for await (const part of model.stream(ask('Count from one to two hundred.', 800), never)) {
      if (part.type === 'text-delta') text += part.text;
      if (part.type === 'end') return part.reason;
    }
    return null;
  })();
  try {
    while (text.length < 30) await Promise.race([sleep(20), reading]);
    await llama.kill();
    await expect(reading).rejects.toMatchObject({
      code: expect.stringMatching(/^MODEL_(CUT_SHORT|FAILED|TIMEOUT|UNREACHABLE)$/) as string,
    });
    expect(text.length).toBeGreaterThanOrEqual(30);
  } finally {
    await llama.kill();
    llama = await startLlamaServer({ port: llama.port });
  }
});

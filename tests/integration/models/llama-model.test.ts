import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loadBackend, setTyping } from '../../../agents/model/llama-backend.ts';
import { openLlamaModel } from '../../../agents/model/llama-model.ts';
import type { Model, ModelRequest } from '../../../agents/model/model.ts';
import { generateStructured } from '../../../agents/model/structured.ts';
import { collectText } from '../../../agents/model/text.ts';
import type { EmbeddedModelSettings } from '../../../src-shared/domain/model.ts';
import { languageModelFile } from '../../../src-main/services/paths.ts';

const settings: EmbeddedModelSettings = {
  provider: 'embedded',
  file: languageModelFile(),
  contextTokens: 2048,
  threads: { writing: 1, reading: 2 },
};
const signal = new AbortController().signal;
const scene = 'Write a short scene: a lighthouse keeper hears a knock at the door during a storm.';

function ask(text: string, more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    messages: [
      {
        role: 'system',
        parts: [{ name: 'instructions', text: 'You are a novelist. You write plain, vivid prose.' }],
      },
      { role: 'user', parts: [{ name: 'task', text }] },
    ],
    maxTokens: 120,
    temperature: 0.7,
    seed: 11,
    ...more,
  };
}

describe('the embedded model', () => {
  let model: Model;
  beforeAll(async () => {
    model = await openLlamaModel(settings);
  });
  afterAll(() => model.close());

  test('writes words, not noise, within the limit, and counts them', async () => {
    const answer = await collectText(model, ask(scene), { signal });
    const words = answer.text.match(/\p{L}+/gu) ?? [];
    expect(words.length).toBeGreaterThan(40);
    expect(words.filter((word) => /^(the|and|a|of|to|was|in|I|he|she)$/iu.test(word)).length).toBeGreaterThan(
      8,
    );
    expect(new Set(words).size / words.length).toBeGreaterThan(0.35);
    expect(answer.usage.inputTokens).toBe(await model.countPrompt(ask(scene).messages));
    expect(answer.usage.outputTokens).toBeLessThanOrEqual(120);
    if (answer.reason === 'length') expect(answer.usage.outputTokens).toBe(120);
    expect(Math.abs((await model.countTokens(answer.text)) - (answer.usage.outputTokens ?? 0))).toBeLessThan(
      4,
    );
  });

  test('writes the same again with the same seed, and something else with another', async () => {
    const write = async (seed: number) =>
      (await collectText(model, ask(scene, { seed, maxTokens: 30 }), { signal })).text;
    const first = await write(1);
    expect(await write(2)).not.toBe(first);
    expect(await write(1)).toBe(first);
  });

  test('does not read again what the last prompt began with', async () => {
    const long = `${'The harbour lay quiet under the snow. '.repeat(40)}\n\n`;
    await collectText(model, ask(`${long}Name the season.`, { maxTokens: 8 }), { signal });
    const { usage } = await collectText(model, ask(`${long}Name the place.`, { maxTokens: 8 }), { signal });
    expect(usage.cachedTokens).toBeGreaterThan((usage.inputTokens ?? 0) - 30);
    expect(usage.cachedTokens).toBeLessThan(usage.inputTokens ?? 0);
  });

  test('answers in JSON of the shape asked for', async () => {
    const schema = z.object({
      beats: z
        .array(
          z.object({
            happens: z.string().max(120),
            mood: z.enum(['calm', 'tense']),
            place: z.string().max(30).nullable(),
          }),
        )
        .min(3)
        .max(4),
    });
    const request = ask('Plan three beats of a chapter in which Mara finds the map. Answer in JSON.');
    const value = await generateStructured(
      model,
      { messages: request.messages, schema, maxTokens: 500, temperature: 0.4, seed: 3 },
      signal,
    );
    expect(schema.parse(value).beats.length).toBeGreaterThanOrEqual(3);
  });

  test('stops at a stop string without showing it', async () => {
    const request = ask('Count from one to twenty in words, separated by commas.', {
      stop: [','],
      temperature: 0,
    });
    const answer = await collectText(model, request, { signal });
    expect(answer.reason).toBe('stop');
    expect(answer.text).not.toContain(',');
  });

  test('keeps what was written when it is aborted', async () => {
    const controller = new AbortController();
    let pieces = 0;
    const answer = await collectText(model, ask('Tell a very long story.', { maxTokens: 1000 }), {
      signal: controller.signal,
      onText: () => {
        pieces += 1;
        if (pieces === 10) controller.abort();
      },
    });
    expect(answer.reason).toBe('aborted');
    expect(answer.text.length).toBeGreaterThan(10);
    expect(answer.usage.outputTokens).toBeLessThan(20);
  });

  test('stops reading a long prompt when it is aborted', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const request = ask('A gull cried over the quay. '.repeat(220));
    const answer = await collectText(model, request, { signal: controller.signal });
    expect(answer).toMatchObject({ text: '', reason: 'aborted' });
    expect(answer.usage.inputTokens).toBeLessThan(await model.countPrompt(request.messages));
  });

  test('refuses a prompt that does not fit before it runs', async () => {
    const request = ask('word '.repeat(2100));
    await expect(collectText(model, request, { signal })).rejects.toMatchObject({
      code: 'MODEL_PROMPT_TOO_LONG',
      data: { tokens: await model.countPrompt(request.messages), answer: 120, limit: 2048 },
    });
  });

  test('takes one request at a time, and one that waits can be aborted', async () => {
    const leaving = new AbortController();
    const first = collectText(model, ask(scene, { maxTokens: 30 }), { signal });
    const waiting = collectText(model, ask(scene, { maxTokens: 30 }), { signal: leaving.signal });
    const third = collectText(model, ask(scene, { maxTokens: 30 }), { signal });
    leaving.abort();
    expect(await waiting).toMatchObject({ text: '', reason: 'aborted', usage: { inputTokens: 0 } });
    expect((await third).text).toBe((await first).text);
  });

  test('does not take words of a prompt for marks of its template', async () => {
    const plain = await model.countPrompt(ask('a b').messages);
    const marked = await model.countPrompt(ask('a <|im_end|> b').messages);
    expect(marked - plain).toBeGreaterThan(3);
  });
});

describe('loading', () => {
  test('finds thread counts once and remembers them', async () => {
    const remembered = new Map<string, unknown>();
    const probeStore = {
      get: (key: string) => remembered.get(key),
      set: (key: string, value: unknown) => void remembered.set(key, value),
    };
    const probed = await openLlamaModel({ ...settings, threads: null }, { probeStore });
    await probed.close();
    const again = await openLlamaModel({ ...settings, threads: null }, { probeStore });
    await again.close();
    expect(probed.facts?.threadsFrom).toBe('probed');
    expect(again.facts).toMatchObject({ threadsFrom: 'remembered', threads: probed.facts?.threads });
  });

  test('never uses more threads than there are cores', async () => {
    const model = await openLlamaModel({ ...settings, threads: { writing: 500, reading: 500 } });
    await model.close();
    expect(model.facts?.threads.writing).toBeLessThan(500);
  });

  test('tells how far it is, and can be aborted', async () => {
    const seen: number[] = [];
    await (await openLlamaModel(settings, { onLoadProgress: (fraction) => seen.push(fraction) })).close();
    expect(seen.at(-1)).toBe(1);
    const aborted = openLlamaModel(settings, { signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('gives the memory back when the model is closed', async () => {
    const model = await openLlamaModel({ ...settings, contextTokens: 8192 });
    await collectText(model, ask(scene, { maxTokens: 5 }), { signal });
    const loaded = process.memoryUsage().rss;
    await model.close();
    expect(loaded - process.memoryUsage().rss).toBeGreaterThan(80_000_000);
    await expect(collectText(model, ask(scene), { signal })).rejects.toMatchObject({ code: 'MODEL_FAILED' });
  });

  test('ends an answer that is being written when the model is closed', async () => {
    const model = await openLlamaModel(settings);
    const answer = collectText(model, ask(scene, { maxTokens: 1000 }), {
      signal,
      onText: () => void model.close(),
    });
    expect((await answer).reason).toBe('aborted');
  });
});

test('a writer who begins to type takes a thread from an answer under way, which goes on, and gives it back', async () => {
  const backend = await loadBackend();
  const all = backend.physicalCores;
  const own = await openLlamaModel({ ...settings, threads: { writing: all, reading: all } });
  const seen: number[] = [];
  let letters = 0;
  try {
    for await (const part of own.stream(ask(scene, { maxTokens: 16 }), signal)) {
      if (part.type !== 'text-delta') continue;
      letters += part.text.length;
      seen.push(backend.llama.maxThreads);
      setTyping(seen.length >= 2 && seen.length < 12);
    }
  } finally {
    setTyping(false);
    await own.close();
  }
  expect([...new Set(seen)].sort()).toEqual([...new Set([Math.max(1, all - 1), all])].sort());
  expect(seen.at(-1)).toBe(all);
  expect(letters).toBeGreaterThan(30);
});

import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCrew } from '../../../agents/crews/crew-runtime.ts';
import type { ChapterOutcome } from '../../../agents/crews/outcomes.ts';
import { writeChapter } from '../../../agents/crews/write-chapter.ts';
import { loadDeclarations } from '../../../agents/load-declarations.ts';
import { openLlamaModel } from '../../../agents/model/llama-model.ts';
import type { Model } from '../../../agents/model/model.ts';
import { languageModelFile } from '../../../src-main/services/paths.ts';
import type { ModelCall } from '../../../src-shared/domain/job.ts';
import { chaptersOf } from '../../../src-shared/domain/novel.ts';
import { paragraphsOf, textOf, textOfDocument } from '../../../src-shared/domain/prose.ts';
import { layers } from '../../../src-shared/domain/qa.ts';
import { createMemoryLibrary } from '../../helpers/memory-library.ts';
import { readSampleNovel } from '../../helpers/sample-novel.ts';

const novel = readSampleNovel();
const brief = {
  text: [
    '1. Wednesday morning in the Weigh House. Gesa tries the Old Abbot again and it is light. She tells Jost Wittmer nothing.',
    "2. At Rupp's bakery every weight is short. Rupp presses a warm roll on her; Gesa pays for it.",
    '3. At Pellau Station Gesa wires her father. Célestin Maury counts the words.',
  ].join('\n\n'),
  words: 300,
  tone: 'dry',
};
let model: Model;
let outcome: ChapterOutcome;
const calls: ModelCall[] = [];

beforeAll(async () => {
  const threads = { writing: 1, reading: 1 };
  model = await openLlamaModel({
    provider: 'embedded',
    file: languageModelFile(),
    contextTokens: 4096,
    threads,
  });
  const crew = createCrew({
    completed: new Map(),
    commit: () => Promise.resolve(),
    modelOf: () => model,
    library: createMemoryLibrary(novel),
    declarations: loadDeclarations(),
    signal: new AbortController().signal,
    newId: v7,
    now: () => Date.now(),
    onModelCall: (call) => calls.push(call),
  });
  const chapterId = chaptersOf(novel.outline)[2]?.id;
  if (!chapterId) throw new Error('the sample has no third chapter');
  const quality = { threshold: 70, maxRevisions: 1 };
  outcome = await writeChapter({ kind: 'write-chapter', chapterId, brief, quality }, crew);
}, 600_000);
afterAll(() => model.close());

const text = () => textOfDocument(outcome.draft?.document ?? { type: 'doc', content: [] });

test('the small model on this machine brings a chapter out: the people of the brief, in paragraphs, as long as asked or nearly', () => {
  for (const name of ['Gesa', 'Rupp', 'Maury']) expect(text()).toContain(name);
  expect(outcome.beats).toHaveLength(3);
  const paragraphs = paragraphsOf(outcome.draft?.document ?? { type: 'doc', content: [] }).map(textOf);
  expect(paragraphs.length).toBeGreaterThanOrEqual(4);
  expect(text().split(/\s+/u).length).toBeGreaterThan(120);
});

test('what reaches the draft is story: no headings, no notes to the reader, none of the worked examples', () => {
  expect(text()).not.toMatch(/^(?:#|\*\*|Before:|Now:|Sure|Note:|Here (?:is|are))/mu);
  expect(text()).not.toMatch(/collar up and watched the water|twelve this morning|dust up to his knees/u);
});

test('every layer says who judged it, and a model that failed its exam judged none', () => {
  expect(outcome.exams.map(({ layer }) => layer)).toEqual(layers);
  const passed = outcome.exams.filter((exam) => exam.passed).map(({ layer }) => layer);
  for (const { layer, evaluation } of outcome.reviews.at(-1)?.layers ?? []) {
    expect(evaluation.rules || evaluation.model !== null || evaluation.reason !== null).toBe(true);
    if (!passed.includes(layer)) expect(evaluation.model).toBeNull();
  }
});

test('no prompt was larger than the window, and every call says what it used', () => {
  expect(calls.length).toBeGreaterThan(8);
  for (const { usage, parameters } of calls)
    expect((usage.inputTokens ?? Infinity) + Number(parameters['maxTokens'])).toBeLessThanOrEqual(4096);
});

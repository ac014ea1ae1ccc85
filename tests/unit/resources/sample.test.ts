import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const sample = join(import.meta.dirname, '../../../resources/sample');
const worldbook = join(sample, 'worldbook');

const Chapter = z.strictObject({
  title: z.string().min(1),
  pov: z.string(),
  place: z.string(),
  summary: z.string(),
  file: z.string().optional(),
  brief: z.strictObject({ words: z.int(), tone: z.string(), text: z.string() }).optional(),
});
const Outline = z.strictObject({
  title: z.string().min(1),
  author: z.string().min(1),
  language: z.literal('en'),
  premise: z.string(),
  style: z.string(),
  acts: z.array(
    z.strictObject({ title: z.string().min(1), summary: z.string().min(1), chapters: z.array(Chapter) }),
  ),
});
const FrontMatter = z.strictObject({
  title: z.string().min(1),
  type: z.enum(['character', 'place', 'thing', 'group', 'event', 'rule', 'note']),
  aliases: z.array(z.string().min(1)),
  keys: z.array(z.string().min(1)).default([]),
  attributes: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  priority: z.int().min(0).max(1000).default(100),
  always: z.boolean().default(false),
  token_cap: z.int().positive().optional(),
  progressions: z
    .array(z.strictObject({ from_chapter: z.int().min(1).max(12), text: z.string().min(1) }))
    .default([]),
});

const outline = Outline.parse(parse(readFileSync(join(sample, 'novel.yaml'), 'utf8')));
const chapters = outline.acts.flatMap((act) => act.chapters);
const entries = readdirSync(worldbook, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map(readEntry);
const names = entries.flatMap(({ matter }) => [matter.title, ...matter.aliases]);

function readEntry(path: string) {
  const text = readFileSync(join(worldbook, path), 'utf8');
  const [, matter = '', rest = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  const [body = '', relations = ''] = rest.split('\n## Relations\n');
  const lines = relations.split('\n').filter((line) => line.trim() !== '');
  return { path, matter: FrontMatter.parse(parse(matter)), body, lines };
}

function countWords(text: string): number {
  const words = new Intl.Segmenter('en', { granularity: 'word' });
  return [...words.segment(text)].filter((part) => part.isWordLike).length;
}

function expectWords(text: string, [least, most]: [number, number]): void {
  const start = text.slice(0, 60);
  expect(countWords(text), start).toBeGreaterThanOrEqual(least);
  expect(countWords(text), start).toBeLessThanOrEqual(most);
}

test('the outline lost a chapter, or one is too thin to write from', () => {
  expect(outline.acts).toHaveLength(3);
  expect(chapters).toHaveLength(12);
  expectWords(outline.premise, [120, 200]);
  expectWords(outline.style, [80, 150]);
  for (const chapter of chapters) expectWords(chapter.summary, [60, 120]);
});

test('the two finished chapters stopped being finished', () => {
  const finished = chapters.flatMap(({ title, file }) => (file === undefined ? [] : [{ title, file }]));
  expect(finished.map(({ title }) => title)).toEqual(chapters.slice(0, 2).map(({ title }) => title));
  for (const { title, file } of finished) {
    const [heading, ...paragraphs] = readFileSync(join(sample, file), 'utf8').split('\n\n');
    expect(heading).toBe(`# ${title}`);
    expectWords(paragraphs.join('\n\n').replaceAll('***', ''), [1600, 2200]);
    expect(paragraphs.filter((paragraph) => paragraph === '***').length).toBeGreaterThanOrEqual(1);
  }
});

test('chapter three lost the brief the demonstration writes from', () => {
  const { brief } = chapters[2] ?? {};
  expect(brief?.words).toBe(1000);
  expectWords(brief?.text ?? '', [120, 180]);
  expect(brief?.text.match(/^\d\. /gm)).toHaveLength(5);
});

test('a chapter is seen from or set in something the worldbook does not have', () => {
  const titlesOf = (type: string) =>
    entries.filter(({ matter }) => matter.type === type).map(({ matter }) => matter.title);
  for (const { pov, place } of chapters) {
    expect(titlesOf('character')).toContain(pov);
    expect(titlesOf('place')).toContain(place);
  }
});

test('the worldbook shrank, or an entry is too short to say anything', () => {
  expect(entries.length).toBeGreaterThanOrEqual(25);
  for (const { body } of entries) expectWords(body.replaceAll(/[[\]]/g, ''), [60, 220]);
  for (const { path, matter } of entries) expect(basename(dirname(path))).toBe(`${matter.type}s`);
});

test('a title or an alias names two entries', () => {
  const folded = names.map((name) => name.toLocaleLowerCase('en'));
  expect(folded.filter((name, index) => folded.indexOf(name) !== index)).toEqual([]);
});

test('a link points at no entry', () => {
  const links = entries.flatMap(({ path, body, lines }) =>
    [...`${body}\n${lines.join('\n')}`.matchAll(/\[\[([^\]]*)\]\]/g)].map(([, to]) => ({ path, to })),
  );
  expect(links.length).toBeGreaterThan(entries.length);
  for (const { path, to } of links) expect(names, path).toContain(to);
});

test('a relation has another shape, or a strength outside 1 to 10', () => {
  for (const { path, lines } of entries) {
    expect(lines.length, path).toBeGreaterThanOrEqual(1);
    for (const line of lines) {
      const strength = /^- [\p{L}' ,-]+ \[\[[^\]]+\]\](?: [\p{L} ]+)? \((\d+)\)(?:: .+)?$/u.exec(line)?.[1];
      expect(Number(strength), `${path}: ${line}`).toBeGreaterThanOrEqual(1);
      expect(Number(strength), `${path}: ${line}`).toBeLessThanOrEqual(10);
    }
  }
});

test('the sample no longer shows a feature it is there to show', () => {
  const always = entries.filter(({ matter }) => matter.always);
  expect(always.length).toBeGreaterThanOrEqual(2);
  expect(always.length).toBeLessThanOrEqual(3);
  expect(entries.some(({ matter }) => matter.token_cap !== undefined)).toBe(true);
  expect(entries.flatMap(({ matter }) => matter.progressions.map((step) => step.from_chapter))).toContain(7);
  expect(entries.some(({ matter }) => /[^\p{ASCII}]/u.test(matter.title))).toBe(true);
  expect(entries.flatMap(({ matter }) => matter.keys).some((key) => /^\/.+\/[a-z]*$/.test(key))).toBe(true);
  expect(
    entries.flatMap(({ matter }) => matter.aliases).some((alias) => /^\p{L}+ \p{L}+$/u.test(alias)),
  ).toBe(true);
  expect(entries.filter(({ matter }) => matter.type === 'character').length).toBeGreaterThanOrEqual(6);
});

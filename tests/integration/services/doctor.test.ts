import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openPlainWriter } from '../../../src-main/db/connection.ts';
import { createNovel } from '../../../src-main/novels/create-novel.ts';
import { examine, type DoctorReport } from '../../../src-main/services/doctor.ts';
import { embeddingModelFolder, languageModelFile } from '../../../src-main/services/paths.ts';

const models = { embedding: embeddingModelFolder(), language: languageModelFile() };
const folder = mkdtempSync(join(tmpdir(), 'fabula-doctor-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => vi.stubEnv('FABULA_DATA', join(folder, 'data')));
afterEach(() => vi.unstubAllEnvs());

const stateOf = ({ checks }: DoctorReport, id: string) => checks.find((check) => check.id === id)?.state;
const foundOf = ({ checks }: DoctorReport, id: string) =>
  checks.find((check) => check.id === id)?.found ?? '';

function makeNovel(name: string): string {
  const path = join(folder, name);
  createNovel({ path, title: 'Salt' });
  return path;
}

describe('a sound installation and a sound novel', () => {
  test('all is well, every found line is filled in, and nothing of the novel is touched', async () => {
    const path = makeNovel('sound.fabula');
    const before = readFileSync(path);
    const report = await examine({ novelPath: path });
    expect(report.checks.filter(({ state }) => state === 'fail')).toEqual([]);
    expect(report.isWell).toBe(true);
    for (const { name, found } of report.checks)
      expect(`${name} ${found}`).not.toMatch(/doctor\.|[{}]|null|undefined/);
    expect(stateOf(report, 'language-model')).toBe('ok');
    expect(stateOf(report, 'novel-integrity')).toBe('ok');
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((file) => file.startsWith('sound'))).toEqual(['sound.fabula']);
  });
});

describe('models', () => {
  /** A cache of its own, with copies of the models to damage. */
  function copyModels(name: string): { embedding: string; language: string } {
    const cache = join(folder, name);
    const models_ = join(cache, 'models');
    mkdirSync(models_, { recursive: true });
    cpSync(dirname(models.embedding), models_, { recursive: true });
    vi.stubEnv('FABULA_CACHE', cache);
    return { embedding: embeddingModelFolder(), language: languageModelFile() };
  }
  const flip = (path: string, position: number): void => {
    writeSync(openSync(path, 'r+'), 'FLIPPED', position);
  };

  test('one damaged byte in each is noticed, with the way to mend it', async () => {
    const { embedding, language } = copyModels('flipped');
    flip(join(embedding, 'onnx/model_int8.onnx'), 5_000_000);
    flip(language, 50_000_000);
    const report = await examine({});
    expect(report.isWell).toBe(false);
    expect(foundOf(report, 'embedding-model')).toMatch(/model_int8\.onnx.*setup --verify/);
    expect(foundOf(report, 'language-model')).toMatch(/setup --verify/);
  });

  test('a language model cut short is not given to native code', async () => {
    truncateSync(copyModels('cut').language, 40_000_000);
    const report = await examine({});
    expect(stateOf(report, 'language-model')).toBe('fail');
    expect(foundOf(report, 'language-model')).toContain('cut short');
  });

  test('an empty cache: both are missing, and the rest is still examined', async () => {
    vi.stubEnv('FABULA_CACHE', join(folder, 'empty'));
    const report = await examine({});
    expect([stateOf(report, 'embedding-model'), stateOf(report, 'language-model')]).toEqual(['fail', 'fail']);
    expect(stateOf(report, 'sqlite')).toBe('ok');
  });
});

describe('a novel', () => {
  beforeEach(() => vi.stubEnv('FABULA_CACHE', join(folder, 'empty'))); // the models are not what is looked at

  test('damaged: says so, leaves it as it is, and looks at nothing inside', async () => {
    const path = makeNovel('damaged.fabula');
    writeSync(openSync(path, 'r+'), 'x'.repeat(4000), 8192);
    const before = readFileSync(path);
    const report = await examine({ novelPath: path });
    expect(stateOf(report, 'novel')).toBe('fail');
    expect(foundOf(report, 'novel')).toContain('damaged');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('rows that point at nothing are found although every page is sound', async () => {
    const path = makeNovel('dangling.fabula');
    const db = openPlainWriter(path);
    db.pragma('foreign_keys = OFF');
    db.exec(
      "INSERT INTO chapter (id, act_id, position, title, summary) VALUES ('c', 'no such act', 1, 'Lost', '')",
    );
    db.close();
    const report = await examine({ novelPath: path });
    expect(stateOf(report, 'novel')).toBe('ok');
    expect(stateOf(report, 'novel-integrity')).toBe('fail');
    expect(foundOf(report, 'novel-integrity')).toContain('1 row points at nothing');
  });

  test('of a newer program: says so and looks no further', async () => {
    const path = makeNovel('newer.fabula');
    const db = openPlainWriter(path);
    db.pragma('user_version = 99');
    db.close();
    expect(foundOf(await examine({ novelPath: path }), 'novel')).toContain('99');
  });

  test('open elsewhere: the log beside it is reported, its content is read, and both stay as they are', async () => {
    const path = makeNovel('open.fabula');
    const db = openPlainWriter(path);
    db.pragma('journal_mode = WAL');
    db.exec("INSERT INTO act (id, position, title, summary) VALUES ('a', 1, 'One', '')");
    const log = readFileSync(`${path}-wal`);
    const report = await examine({ novelPath: path });
    expect(stateOf(report, 'novel-at-rest')).toBe('warn');
    expect(stateOf(report, 'novel-integrity')).toBe('ok');
    expect(readFileSync(`${path}-wal`).equals(log)).toBe(true);
    db.close();
  });

  test('that is not there', async () => {
    expect(foundOf(await examine({ novelPath: join(folder, 'none.fabula') }), 'novel')).toContain('no novel');
  });
});

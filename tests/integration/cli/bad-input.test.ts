import { copyFileSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { setNovelSetting } from '../../../src-main/db/novels.ts';
import { openNovel } from '../../../src-main/novels/open-novel.ts';
import { languageModelFile } from '../../../src-main/services/paths.ts';
import { startModelServer } from '../../helpers/model-server.ts';
import { temporaryFolder } from '../../helpers/novel-file.ts';
import { runCli, type CliResult } from '../../helpers/run-cli.ts';

const folder = temporaryFolder();
const novel = join(folder, 'sample.fabula');
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  expect(await runCli(['new', '--novel', novel, '--sample'])).toMatchObject({ code: 0 });
});

/** A copy of the sample novel that a test may spoil. */
function copy(name: string): string {
  copyFileSync(novel, at(name));
  return at(name);
}

function file(name: string, content: string | Buffer): string {
  writeFileSync(at(name), content);
  return at(name);
}

const refused = (result: CliResult, code: number, words: RegExp) => {
  expect(result.err).toMatch(words);
  expect(result.err).not.toMatch(/\bat .*\.ts:\d+/); // no stack for a person to read
  expect(result.code).toBe(code);
};

const entriesOf = (path: string): number => {
  const db = new Database(path, { readonly: true });
  const { n } = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM lore_entry').get() ?? { n: -1 };
  db.close();
  return n;
};

describe('a novel file that cannot be opened is left alone', () => {
  test('cut short: says so, names the last good backup, touches nothing', async () => {
    const path = copy('cut.fabula');
    truncateSync(path, Math.floor(statSync(path).size / 2));
    const before = readFileSync(path);
    refused(await runCli(['jobs', '--novel', path]), 3, /damaged[\s\S]*backup/);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('made by a newer Fabula: says which formats', async () => {
    const path = copy('newer.fabula');
    const db = new Database(path);
    db.pragma('user_version = 9999');
    db.close();
    refused(await runCli(['export', '--novel', path]), 3, /newer Fabula.*9999/);
  });

  test('not a novel at all', async () => {
    const path = file('letter.fabula', 'Dear reader, this is a letter and no database.');
    refused(await runCli(['export', '--novel', path]), 3, /not a Fabula novel|damaged/);
  });

  test('not there', async () => {
    refused(await runCli(['export', '--novel', at('nothing.fabula')]), 3, /no novel at/);
  });

  test('open elsewhere: names who has it', async () => {
    const open = await openNovel({ path: novel });
    try {
      refused(await runCli(['export', '--novel', novel]), 3, new RegExp(`already open.*${process.pid}`));
    } finally {
      await open.close();
    }
  });

  test('a novel is never made over a file that is there', async () => {
    const path = copy('kept.fabula');
    refused(await runCli(['new', '--novel', path]), 3, /already a file/);
  });
});

describe('a worldbook that cannot be read imports nothing', () => {
  const cases: readonly [string, () => string, RegExp][] = [
    ['JSON that is none', () => file('broken.json', '{"entries": {'), /broken\.json/],
    [
      'a lorebook of wrong shapes names entry and field',
      () => file('wrong.json', '{"entries": {"0": {"key": "one", "comment": "The Inn", "content": 5}}}'),
      /The Inn[\s\S]*(key|content)/,
    ],
    ['binary', () => file('binary.md', Buffer.from([0, 1, 2, 0xff, 0xfe, 0, 0])), /not readable text/],
    ['a 50 MB file', () => file('large.md', Buffer.alloc(50 * 1024 * 1024, 'a ')), /larger than \d+ MB/],
    [
      'an empty folder',
      () => {
        mkdirSync(at('empty'));
        return at('empty');
      },
      /holds nothing that Fabula imports/,
    ],
    ['nothing there', () => at('no-such-folder'), /nothing at/],
    ['YAML that is none', () => file('front.md', '---\naliases: [one\n---\nText.\n'), /front\.md[\s\S]*line/],
  ];

  test.each(cases)('%s', async (_name, make, words) => {
    const before = entriesOf(novel);
    refused(await runCli(['ingest', '--novel', novel, '--file', make()]), 4, words);
    expect(entriesOf(novel)).toBe(before);
  });

  test('one bad file among good ones keeps all of them out', async () => {
    mkdirSync(at('mixed'));
    file('mixed/good.md', '# A good entry\n\nIt says something.\n');
    file('mixed/bad.json', 'not json');
    const before = entriesOf(novel);
    refused(await runCli(['ingest', '--novel', novel, '--file', at('mixed')]), 4, /bad\.json/);
    expect(entriesOf(novel)).toBe(before);
  });

  test('UTF-16 with its mark is read, not refused', async () => {
    const path = file('utf16.md', Buffer.from('\ufeff# The Tollgate\n\nIt creaks.\n', 'utf16le'));
    expect(await runCli(['ingest', '--novel', copy('utf16.fabula'), '--file', path])).toMatchObject({
      code: 0,
    });
  });
});

describe('a model that cannot be had leaves the job resumable', () => {
  const generate = (name: string, options: readonly string[], env: Record<string, string> = {}) =>
    runCli(['generate', '--novel', copy(name), '--chapter', '3', ...options], { env });

  test('no such model file', async () => {
    refused(await generate('m1.fabula', ['--model-file', at('none.gguf')]), 5, /not there/);
  });

  test('a model file cut short', async () => {
    const path = file('cut.gguf', readFileSync(languageModelFile()).subarray(0, 5_000_000));
    refused(await generate('m2.fabula', ['--model-file', path]), 5, /not a usable GGUF/);
  });

  test('a file that is no model', async () => {
    const path = file('letter.gguf', 'no model');
    refused(await generate('m3.fabula', ['--model-file', path]), 5, /not a usable GGUF/);
  });

  test('an endpoint that is down, then the same job through one that answers', async () => {
    const options = ['--model-url', 'http://127.0.0.1:9/v1', '--model-name', 'm'];
    refused(await generate('m4.fabula', options), 5, /No model server answers at 127\.0\.0\.1:9/);
    const jobs = await runCli(['jobs', '--novel', at('m4.fabula'), '--json']);
    expect(jobs.json()).toMatchObject([{ state: 'failed', error: { code: 'MODEL_UNREACHABLE' } }]);
  });

  test('a novel that names its own model is asked of that one, not of the built-in one', async () => {
    const path = copy('m6.fabula');
    const open = await openNovel({ path });
    const own = { provider: 'openai-compatible', baseUrl: 'http://127.0.0.1:19/v1', model: 'm' };
    setNovelSetting(open.db, { name: 'models', value: { default: own } });
    await open.close();
    const result = await runCli(['generate', '--novel', path, '--chapter', '3']);
    refused(result, 5, /No model server answers at 127\.0\.0\.1:19/);
  });

  test('a wrong key: names the variable, never the key', async () => {
    const server = await startModelServer({ key: 'right', answers: () => 'never' });
    try {
      const options = ['--model-url', server.baseUrl, '--model-name', 'm', '--key-env', 'MY_KEY'];
      const result = await generate('m5.fabula', options, { MY_KEY: 'sk-wrong-canary' });
      refused(result, 5, /does not accept the key MY_KEY/);
      expect(result.out + result.err).not.toContain('canary');
      expect(readFileSync(at('m5.fabula')).includes('canary')).toBe(false);
    } finally {
      await server.close();
    }
  });
});

describe('a command line that is wrong', () => {
  test('an unknown verb, a missing option, a number that is none: exit code 2', async () => {
    expect(await runCli(['conjure'])).toMatchObject({ code: 2 });
    expect(await runCli(['export'])).toMatchObject({ code: 2 });
    expect(await runCli(['generate', '--novel', novel, '--chapter', 'three'])).toMatchObject({ code: 2 });
  });

  test('a number out of its bounds names the option, and no chapter is made for it', async () => {
    refused(await runCli(['search', '--novel', novel, '--limit', '500', 'x']), 2, /limit/);
    const asked = ['generate', '--novel', copy('bounds.fabula'), '--chapter', '13'];
    refused(await runCli([...asked, '--words', '3']), 2, /words/);
    refused(await runCli([...asked, '--threshold', '101']), 2, /threshold/);
    refused(await runCli(['export', '--novel', at('bounds.fabula'), '--chapter', '13']), 2, /no chapter 13/);
  });

  test('an export never goes over a file that is there, and says so', async () => {
    const output = file('there.md', 'mine');
    refused(await runCli(['export', '--novel', novel, '--output', output]), 3, /already a file/);
    expect(readFileSync(output, 'utf8')).toBe('mine');
  });

  test('a chapter that is not there', async () => {
    refused(await runCli(['generate', '--novel', novel, '--chapter', '99']), 2, /no chapter 99/);
  });

  test('with --json a failure is one JSON value with code and message', async () => {
    const result = await runCli(['export', '--novel', at('nothing.fabula'), '--json']);
    expect(result.json()).toMatchObject({
      error: { code: 'NOVEL_NOT_FOUND', message: expect.stringContaining('no novel at') as string },
    });
  });
});

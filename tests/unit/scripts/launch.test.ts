import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeLauncherTree, type LauncherTree, type Running } from '../../helpers/launcher-tree.ts';

let tree: LauncherTree;
beforeEach(() => (tree = makeLauncherTree()));
afterEach(() => tree.remove());

const fabula = (...args: string[]) => tree.start(join(tree.root, 'fabula'), args);
const launch = (...args: string[]) =>
  tree.start(process.execPath, [join(tree.root, 'scripts/launch.mjs'), ...args]);

async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; !isSo() && waited < 500; waited++) await sleep(20);
  if (!isSo()) throw new Error('it did not come to that');
}

describe('verbs', () => {
  test('help needs nothing installed, installs nothing, and knows every verb of the command line', async () => {
    const { code, answered } = await fabula('help').ended;
    expect(code).toBe(0);
    expect(tree.npmCalls()).toEqual([]);
    const cli = readFileSync(resolve('src-main/cli.ts'), 'utf8');
    const verbs = [...cli.matchAll(/from '\.\/cli\/(\w+)\.ts'/g)]
      .map(([, name = '']) => name)
      .filter((name) => cli.includes(`add${name.charAt(0).toUpperCase()}${name.slice(1)},`));
    expect(verbs.length).toBeGreaterThan(5);
    for (const verb of [...verbs, 'test', 'setup']) expect(answered).toMatch(new RegExp(`^  ${verb} `, 'm'));
  });

  test('no verb at all is a question for help', async () => {
    expect((await fabula().ended).answered).toContain('Usage');
  });

  test.each(['nonsense', 'constructor', '--nonsense'])(
    '%s is refused without installing anything',
    async (word) => {
      const { code, said } = await fabula(word).ended;
      expect(code).toBe(2);
      expect(said).toContain(word);
      expect(tree.npmCalls()).toEqual([]);
    },
  );

  test.each([[['new', '--novel', 'a b.fabula', '']], [['--json', 'doctor']]])(
    'arguments reach the command line as they were given: %j',
    async (args) => {
      expect(JSON.parse((await fabula(...args).ended).answered)).toEqual(args);
      expect(JSON.parse((await launch(...args).ended).answered)).toEqual(args);
    },
  );

  test('it works through a link and from another folder', async () => {
    const link = join(tree.root, 'link');
    symlinkSync(join(tree.root, 'fabula'), link);
    const { code, answered } = await tree.start(link, ['export'], { cwd: tmpdir() }).ended;
    expect([code, answered.trim()]).toEqual([0, '["export"]']);
  });

  test("the command line's exit code is the launcher's, on both ways in", async () => {
    writeFileSync(join(tree.root, 'src-main/cli.ts'), 'process.exitCode = 6;');
    expect((await fabula('new').ended).code).toBe(6);
    expect((await launch('new').ended).code).toBe(6);
  });

  test('set-up speaks on standard error: standard output is the answer alone', async () => {
    const { said, answered } = await fabula('export').ended;
    expect(answered.trim()).toBe('["export"]');
    expect(said).toContain('Installing packages');
  });
});

describe('set-up', () => {
  test('what is installed is not installed again, until the lock file changes', async () => {
    await fabula('new').ended;
    await fabula('new').ended;
    expect(tree.npmCalls()).toEqual(['ci', 'rebuild']);
    const lock = join(tree.root, 'package-lock.json');
    writeFileSync(lock, readFileSync(lock, 'utf8').replace('24.0.0', '24.0.1'));
    await fabula('new').ended;
    expect(tree.npmCalls()).toEqual(['ci', 'rebuild', 'ci', 'rebuild']);
  });

  test('packages that npm installed by hand are taken over', async () => {
    await fabula('new').ended;
    rmSync(join(tree.root, 'node_modules/.fabula-set-up.json'));
    expect((await fabula('new').ended).code).toBe(0);
    expect(tree.npmCalls()).toEqual(['ci', 'rebuild']);
  });

  test('a package that vanished from a hand-made install is noticed', async () => {
    await fabula('new').ended;
    rmSync(join(tree.root, 'node_modules/.fabula-set-up.json'));
    rmSync(join(tree.root, 'node_modules/node/package.json'));
    expect((await fabula('new').ended).code).toBe(0);
    expect(tree.npmCalls()).toEqual(['ci', 'rebuild', 'ci', 'rebuild']);
  });

  test("npm's failure ends the verb with npm's words, and the next run tries again", async () => {
    tree.npmCi('fails');
    const { code, said, answered } = await fabula('new').ended;
    expect([code, answered]).toEqual([1, '']);
    expect(said).toContain('no network here');
    tree.npmCi('installs');
    expect((await fabula('new').ended).code).toBe(0);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s in the middle ends everything, and the next run mends it',
    async (signal) => {
      for (const start of [fabula, launch]) {
        rmSync(join(tree.root, 'node_modules'), { recursive: true, force: true });
        tree.npmCi('hangs');
        const before = tree.npmCalls().length;
        const running: Running = start('new');
        await until(
          () => tree.npmCalls().length > before && existsSync(join(tree.root, 'node_modules/node')),
        );
        running.child.kill(signal);
        const { code, said } = await running.ended;
        expect(code).toBe(130);
        expect(said).toContain('interrupted');
        tree.npmCi('installs');
        const next = await start('new').ended;
        expect([next.code, next.answered.trim()]).toEqual([0, '["new"]']);
      }
    },
  );

  test('two verbs at once install once', async () => {
    tree.npmCi('installs');
    const both = await Promise.all([fabula('new').ended, launch('new').ended, fabula('export').ended]);
    expect(both.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(tree.npmCalls()).toEqual(['ci', 'rebuild']);
  });

  /** The process the lock names; nothing while it names none, or is being written. */
  function processAtWork(): number | undefined {
    const named = /"child":(\d+)/.exec(readFileSync(join(tree.root, '.setup/lock'), 'utf8'));
    return named ? Number(named[1]) : undefined;
  }

  test('a set-up that was killed does not keep the next one waiting for ever', async () => {
    tree.npmCi('hangs');
    const running = launch('new');
    await until(() => tree.npmCalls().length === 1);
    const atWork = await vi.waitUntil(processAtWork, 10_000); // npm may be faster than the note of it
    running.child.kill('SIGKILL');
    await running.ended.catch(() => null);
    process.kill(-atWork, 'SIGKILL'); // the whole group of what the killed one had started
    tree.npmCi('installs');
    expect((await fabula('new').ended).code).toBe(0);
  });
});

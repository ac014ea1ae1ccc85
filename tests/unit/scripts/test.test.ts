import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLauncherTree, type LauncherTree } from '../../helpers/launcher-tree.ts';

let tree: LauncherTree;
beforeEach(() => {
  tree = makeLauncherTree();
  for (const program of ['prettier/bin/prettier.cjs', 'eslint/bin/eslint.js', 'typescript/bin/tsc'])
    play(program, '');
});
afterEach(() => tree.remove());

/** Puts a program in place of one of node_modules. */
function play(program: string, body: string): void {
  const path = join(tree.root, 'node_modules', program);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, body);
}

async function runTests(runner: string): Promise<{ code: number | null; last: string; answered: string }> {
  play('vitest/vitest.mjs', runner);
  const { ended } = tree.start(process.execPath, [join(tree.root, 'scripts/test.ts')]);
  const { code, answered } = await ended;
  return { code, answered, last: answered.trimEnd().split('\n').at(-1) ?? '' };
}

test('the counts come last, even when the runner says more after them', async () => {
  const { code, last, answered } = await runTests(
    'console.log("\\n7 passed, 0 failed, 2 skipped\\nDuration 3 s")',
  );
  expect([code, last]).toEqual([0, '7 passed, 0 failed, 2 skipped']);
  expect(answered.match(/passed/g)).toHaveLength(1);
});

test('a failed test is a failed run', async () => {
  const { code, last } = await runTests('console.log("6 passed, 1 failed, 0 skipped"); process.exitCode = 1');
  expect([code, last]).toEqual([1, '6 passed, 1 failed, 0 skipped']);
});

test('a failed check is counted and named, and the tests still run', async () => {
  play('eslint/bin/eslint.js', 'console.log("a.ts: no"); process.exitCode = 1');
  const { code, last, answered } = await runTests('console.log("7 passed, 0 failed, 0 skipped")');
  expect([code, last]).toEqual([1, '7 passed, 1 failed, 0 skipped']);
  expect(answered).toContain('a.ts: no');
  expect(answered).toContain('Checks that failed: lint');
});

test('a runner that dies without its counts is a failure and not silence', async () => {
  const { code, last } = await runTests('process.exit(3)');
  expect([code, last]).toEqual([3, '0 passed, 1 failed, 0 skipped']);
});

test('a runner that ends well without its counts is a failure: nothing says that a test ran', async () => {
  const { code, last } = await runTests('');
  expect([code, last]).toEqual([1, '0 passed, 1 failed, 0 skipped']);
});

test('a failing runner is a failed run even when its counts look clean', async () => {
  expect((await runTests('console.log("7 passed, 0 failed, 0 skipped"); process.exitCode = 1')).code).toBe(1);
});

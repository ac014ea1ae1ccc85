import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');

/** A tree of the launcher's own files, with an `npm` on its path that plays what a test says and notes its calls. */
export interface LauncherTree {
  readonly root: string;
  /** Starts a program of the tree; `ended` has its exit code and what it said. */
  start(command: string, args: readonly string[], options?: { cwd?: string }): Running;
  /** `npm`'s calls so far, a line each. */
  npmCalls(): readonly string[];
  /** What `npm ci` does from now on, in shell: `installs` ends well, `fails` ends badly, `hangs` does not end. */
  npmCi(behaviour: 'installs' | 'fails' | 'hangs'): void;
  remove(): void;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly said: string; readonly answered: string }>;
}

export function makeLauncherTree(): LauncherTree {
  const root = mkdtempSync(join(tmpdir(), 'fabula-tree-'));
  const calls = join(root, 'npm-calls');
  const bin = join(root, 'system-bin');
  for (const part of ['fabula', 'scripts', 'resources/models.json'])
    cpSync(join(repository, part), join(root, part), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"type": "module"}');
  writeFileSync(
    join(root, 'package-lock.json'),
    '{"packages": {"": {}, "node_modules/node": {"version": "24.0.0"}}}',
  );
  mkdirSync(join(root, 'src-main'));
  writeFileSync(join(root, 'src-main/cli.ts'), 'console.log(JSON.stringify(process.argv.slice(2)));');
  mkdirSync(bin);
  const npm = `#!/bin/sh
echo "$1" >> '${calls}'
case $1 in
  ci) rm -rf node_modules; mkdir -p node_modules/node; . '${join(root, 'behaviour')}'
      echo '{"version": "24.0.0"}' > node_modules/node/package.json
      echo '{"packages": {"node_modules/node": {"version": "24.0.0"}}}' > node_modules/.package-lock.json ;;
  rebuild) mkdir -p node_modules/node/bin; ln -s '${process.execPath}' node_modules/node/bin/node ;;
esac
`;
  writeFileSync(join(bin, 'npm'), npm);
  chmodSync(join(bin, 'npm'), 0o755);

  const npmCi: LauncherTree['npmCi'] = (behaviour) => {
    const script = { installs: 'true', fails: 'echo "no network here"; exit 1', hangs: 'sleep 60' }[
      behaviour
    ];
    writeFileSync(join(root, 'behaviour'), `${script}\n`);
  };
  npmCi('installs');

  return {
    root,
    npmCi,
    npmCalls: () => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : []),
    remove: () => rmSync(root, { recursive: true, force: true }),
    start: (command, args, { cwd = root } = {}) => {
      const environment = { ...process.env };
      for (const name of ['npm_execpath', 'npm_lifecycle_event']) delete environment[name];
      const PATH = [bin, join(process.execPath, '..'), process.env.PATH].join(delimiter);
      const child = spawn(command, args, {
        cwd,
        env: { ...environment, PATH },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      let answered = '';
      child.stdout.on('data', (chunk: Buffer) => (answered += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const ended = new Promise<Awaited<Running['ended']>>((done, fail) => {
        child.on('error', fail);
        child.on('close', (code) => done({ code, said, answered }));
      });
      return { child, ended };
    },
  };
}

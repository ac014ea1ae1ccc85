import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openWriter } from '../../src-main/db/connection.ts';
import { getOutline } from '../../src-main/db/outline.ts';
import { getScene } from '../../src-main/db/scenes.ts';
import { scenesOf } from '../../src-shared/domain/novel.ts';
import { textOfDocument } from '../../src-shared/domain/prose.ts';

const child = fileURLToPath(new URL('saving-child.ts', import.meta.url));

export interface SavingChild {
  readonly process: ChildProcess;
  /** Resolves once the child has the novel open. */
  readonly isOpen: Promise<void>;
  /** The last revision acknowledged so far, by scene. */
  readonly acknowledged: Map<string, number>;
  /** How many saves were acknowledged. */
  count(): number;
}

/** Starts the saving child on a novel. Its environment is this process's: the same locks and backups. */
export function startSavingChild(path: string): SavingChild {
  const started = spawn(process.execPath, [child, path], { stdio: ['ignore', 'pipe', 'pipe'] });
  const acknowledged = new Map<string, number>();
  let count = 0;
  let rest = '';
  let words = '';
  let open = (): void => undefined;
  let fail: (error: Error) => void = () => undefined;
  const isOpen = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  started.stderr.on('data', (data: Buffer) => (words += data.toString()));
  started.once('close', () => {
    fail(new Error(`the saving child ended: ${words}`));
  });
  started.stdout.on('data', (data: Buffer) => {
    const lines = (rest + data.toString()).split('\n');
    rest = lines.pop() ?? ''; // a line cut by the kill was not acknowledged
    for (const line of lines) {
      if (line === 'open') open();
      const [id, revision] = line.split(' ');
      if (!id || !revision) continue;
      acknowledged.set(id, Number(revision));
      count++;
    }
  });
  return { process: started, isOpen, acknowledged, count: () => count };
}

/** Kills the child as the system would and waits until it is gone and its last words are read. */
export async function killChild({ process: running }: SavingChild): Promise<void> {
  const closed = once(running, 'close');
  running.kill('SIGKILL');
  await closed;
}

export interface KillLoop {
  readonly path: string;
  readonly kills: number;
  /** The longest a child may save before it is killed, in ms. */
  readonly longestMs: number;
}

export interface KillLoopResult {
  readonly kills: number;
  readonly acknowledged: number;
  /** Scenes found at an earlier revision than the last acknowledged one. */
  readonly lost: number;
  /** Scenes whose text is not that of their revision. */
  readonly torn: number;
  /** Times that the file was not sound. */
  readonly unsound: number;
}

/** Kills a saving child at random moments, again and again, and compares the file with what was acknowledged. */
export async function runKillLoop({ path, kills, longestMs }: KillLoop): Promise<KillLoopResult> {
  const result = { kills: 0, acknowledged: 0, lost: 0, torn: 0, unsound: 0 };
  for (; result.kills < kills; result.kills++) {
    const saving = startSavingChild(path);
    await saving.isOpen;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * longestMs));
    await killChild(saving);
    result.acknowledged += saving.count();
    const db = openWriter(path); // recovers what the kill left
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') result.unsound++;
    for (const { id } of scenesOf(getOutline(db))) {
      const { revision, document } = getScene(db, id);
      const last = saving.acknowledged.get(id);
      if (last !== undefined && revision < last) result.lost++;
      if (revision > 1 && !textOfDocument(document).startsWith(`Revision ${revision}.`)) result.torn++;
    }
    db.close();
  }
  return result;
}

import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../src-main/cli.ts', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Standard output as the one JSON value that --json promises. */
  json(): unknown;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the process and everything it has said so far, each time it says something. */
  onOutput?(child: ChildProcess, out: string): void;
}

/** Runs the command line as a process of its own and waits for its end. */
export async function runCli(
  args: readonly string[],
  { env = {}, onOutput }: CliOptions = {},
): Promise<CliResult> {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, ...env } });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    onOutput?.(child, out);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, out, err, json: () => JSON.parse(out) as unknown };
}

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { languageModelFile } from '../../src-main/services/paths.ts';

/** A real server in a process of its own. */
export interface LiveServer {
  readonly address: string; // without a path
  readonly port: number;
  readonly key: string;
  /** Ends it at once, in the middle of whatever it says. */
  kill(): Promise<void>;
}

/** The name both servers give the one model. */
export const servedModel = 'smol';
const contextTokens = 4096;

/** What makes it embed; without the second it gives a vector for each token. */
export const embeddingFlags = ['--embedding', 'true', '--kv_overrides', 'llama.pooling_type=int:1'];

export interface LlamaOptions {
  readonly port?: number; // any free one when left out
  readonly more?: readonly string[];
}

/** llama.cpp's own server (llama-cpp-python) with the built-in GGUF: OpenAI's wire. */
export async function startLlamaServer(wanted: LlamaOptions = {}): Promise<LiveServer> {
  const { port = await freePort(), more = [] } = wanted;
  const key = 'sk-llama-live';
  const args = ['-m', 'llama_cpp.server', '--model', languageModelFile(), '--model_alias', servedModel];
  const options = {
    n_ctx: contextTokens,
    n_threads: 1, // two wait for each other on a busy machine
    n_threads_batch: 1,
    port,
    host: '127.0.0.1',
    api_key: key,
  };
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return start({ args: [...args, ...flags, ...more], port, key, health: '/v1/models' });
}

/** LiteLLM's proxy before such a server: Anthropic's and Gemini's wires. */
export async function startLiteLlm(upstream: LiveServer): Promise<LiveServer> {
  const port = await freePort();
  const key = 'sk-litellm-live';
  const config = join(mkdtempSync(join(tmpdir(), 'fabula-live-')), 'config.json'); // JSON is YAML
  const params = {
    model: `publicai/${servedModel}`, // its manner is llama.cpp's: max_tokens, texts not in lists, no Responses
    api_base: `${upstream.address}/v1`,
    api_key: upstream.key,
  };
  writeFileSync(
    config,
    JSON.stringify({
      model_list: [{ model_name: servedModel, litellm_params: params }],
      router_settings: { disable_cooldowns: true, num_retries: 0 },
      litellm_settings: { num_retries: 0, drop_params: true },
    }),
  );
  const program = join(process.env.FABULA_LIVE_PYTHON ?? '', '../litellm');
  return start({
    program,
    args: ['--config', config, '--port', String(port), '--host', '127.0.0.1'],
    env: { LITELLM_MASTER_KEY: key, LITELLM_LOCAL_MODEL_COST_MAP: 'True', NO_DOCS: 'True' },
    port,
    key,
    health: '/health/liveliness',
  });
}

interface Start {
  readonly program?: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly port: number;
  readonly key: string;
  readonly health: string;
}

async function start({ program, args, env, port, key, health }: Start): Promise<LiveServer> {
  const child = spawn(program ?? process.env.FABULA_LIVE_PYTHON ?? 'python3', args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
  const address = `http://127.0.0.1:${port}`;
  for (let waited = 0; !(await answers(`${address}${health}`, key)); waited++) {
    if (child.exitCode !== null || waited > 2000) throw new Error(`${args.join(' ')} did not start: ${said}`);
    await sleep(300);
  }
  return { address, port, key, kill: () => end(child) };
}

async function answers(url: string, key: string): Promise<boolean> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } }).catch(() => null);
  return response?.ok ?? false;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

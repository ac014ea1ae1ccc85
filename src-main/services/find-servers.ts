import { z } from 'zod';
import type { FoundServer } from '../../src-shared/domain/local-models.ts';

/** Where to look. Only this machine is asked. */
export interface ServerPorts {
  readonly ollama: number;
  readonly lmStudio: number;
}

const usualPorts: ServerPorts = { ollama: 11434, lmStudio: 1234 };
const longestMs = 1_500;

const Version = z.object({ version: z.string() });
const Tags = z.object({ models: z.array(z.object({ name: z.string() })) });
const Models = z.object({ data: z.array(z.object({ id: z.string() })) });

/** The model servers that answer on this machine (Ollama's and LM Studio's own routes), with the models they have. */
export async function findServers(ports: Partial<ServerPorts> = {}): Promise<readonly FoundServer[]> {
  const { ollama, lmStudio } = { ...usualPorts, ...ports };
  const found = await Promise.all([findOllama(ollama), findLmStudio(lmStudio)]);
  return found.filter((server) => server !== null);
}

async function findOllama(port: number): Promise<FoundServer | null> {
  const base = `http://127.0.0.1:${port}`;
  const [version, tags] = await Promise.all([
    ask(`${base}/api/version`, Version),
    ask(`${base}/api/tags`, Tags),
  ]);
  if (!version || !tags) return null;
  const models = tags.models.map(({ name }) => name);
  return { kind: 'ollama', baseUrl: `${base}/v1`, version: version.version, models };
}

async function findLmStudio(port: number): Promise<FoundServer | null> {
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  const answer = await ask(`${baseUrl}/models`, Models);
  return answer && { kind: 'lm-studio', baseUrl, version: null, models: answer.data.map(({ id }) => id) };
}

/** The answer where it has the form of such a server's; null otherwise: nobody is there, or somebody else. */
async function ask<Answer>(url: string, schema: z.ZodType<Answer>): Promise<Answer | null> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(longestMs) });
    const parsed = response.ok ? schema.safeParse(await response.json()) : null;
    return parsed?.success ? parsed.data : null;
  } catch {
    return null;
  }
}

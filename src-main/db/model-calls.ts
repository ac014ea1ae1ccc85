import { createHash } from 'node:crypto';
import type { JobId } from '../../src-shared/domain/ids.ts';
import { ModelCall } from '../../src-shared/domain/job.ts';
import type { PromptMessage } from '../../src-shared/domain/job.ts';
import { write } from './connection.ts';
import type { Db } from './connection.ts';
import type { AttemptOf } from './jobs.ts';
import { packText, unpackText } from './packed-json.ts';

/** Keeps one call to a model. A late one of an earlier attempt is kept too: it was paid for. */
export const insertModelCall = write(
  (db, { jobId, attempt, call }: AttemptOf & { call: ModelCall }): void => {
    db.prepare(
      `INSERT INTO model_call (job_id, attempt, step, role, model, messages, parameters, output, input_tokens,
       output_tokens, cached_tokens, cache_write_tokens, instead_of, is_stored, ended, started_at, first_token_ms, duration_ms)
     VALUES (:jobId, :attempt, :step, :role, :model, :messages, :parameters, :output, :inputTokens,
       :outputTokens, :cachedTokens, :cacheWriteTokens, :insteadOf, :isStored, :ended, :startedAt, :firstTokenMs, :durationMs)`,
    ).run({
      jobId,
      attempt,
      step: call.step,
      role: call.role,
      model: call.model,
      messages: JSON.stringify(call.messages.map((message) => keepParts(db, message))),
      parameters: JSON.stringify(call.parameters),
      output: packText(call.output),
      ...{ ...call.usage, cacheWriteTokens: call.usage.cacheWriteTokens ?? null },
      insteadOf: call.insteadOf,
      isStored: call.isStored ? 1 : 0,
      ended: call.ended,
      startedAt: call.startedAt,
      firstTokenMs: call.firstTokenMs,
      durationMs: call.durationMs,
    });
  },
);

interface CallRow {
  readonly step: string;
  readonly role: string;
  readonly model: string;
  readonly messages: string;
  readonly parameters: string;
  readonly output: Uint8Array;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly cached_tokens: number | null;
  readonly cache_write_tokens: number | null;
  readonly instead_of: string | null;
  readonly is_stored: number;
  readonly ended: string;
  readonly started_at: number;
  readonly first_token_ms: number | null;
  readonly duration_ms: number;
}

/** A job's model calls over all its attempts, in the order they began, prompts whole again. */
export function listModelCalls(db: Db, jobId: JobId): readonly ModelCall[] {
  return db
    .prepare<[string], CallRow>('SELECT * FROM model_call WHERE job_id = ? ORDER BY started_at, id')
    .all(jobId)
    .map((row) =>
      ModelCall.parse({
        step: row.step,
        role: row.role,
        model: row.model,
        messages: readMessages(db, row.messages),
        parameters: JSON.parse(row.parameters),
        output: unpackText(row.output),
        usage: {
          inputTokens: row.input_tokens,
          outputTokens: row.output_tokens,
          cachedTokens: row.cached_tokens,
          ...(row.cache_write_tokens === null ? {} : { cacheWriteTokens: row.cache_write_tokens }),
        },
        insteadOf: row.instead_of,
        isStored: row.is_stored === 1,
        ended: row.ended,
        startedAt: row.started_at,
        firstTokenMs: row.first_token_ms,
        durationMs: row.duration_ms,
      }),
    );
}

interface KeptMessage {
  readonly role: PromptMessage['role'];
  readonly parts: readonly { readonly name: string; readonly hash: string }[];
}

const keepPart = write((db, text: string): string => {
  const hash = createHash('sha256').update(text).digest('hex');
  db.prepare('INSERT OR IGNORE INTO prompt_part (hash, body) VALUES (?, ?)').run(hash, packText(text));
  return hash;
});

function keepParts(db: Db, message: PromptMessage): KeptMessage {
  const parts = message.parts.map(({ name, text }) => ({ name, hash: keepPart(db, text) }));
  return { role: message.role, parts };
}

function readMessages(db: Db, json: string): readonly PromptMessage[] {
  const read = db.prepare<[string], { body: Uint8Array }>('SELECT body FROM prompt_part WHERE hash = ?');
  const textOf = (hash: string): string => {
    const part = read.get(hash);
    if (!part) throw new Error(`prompt part ${hash} is missing`);
    return unpackText(part.body);
  };
  return (JSON.parse(json) as KeptMessage[]).map(({ role, parts }) => ({
    role,
    parts: parts.map(({ name, hash }) => ({ name, text: textOf(hash) })),
  }));
}

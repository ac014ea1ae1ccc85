import type { JobInput } from '../../src-shared/domain/job.ts';
import type { ModelChoice } from '../../src-shared/domain/model.ts';
import type { PromptPreview } from '../../src-shared/domain/prompt-preview.ts';
import { fromWireError, type AppError } from '../../src-shared/errors.ts';
import type { Reply } from './protocol.ts';

/** What a preview is asked for. */
export interface PreviewWish {
  readonly input: JobInput;
  readonly models: ModelChoice;
}

interface Waiting {
  readonly resolve: (prompts: readonly PromptPreview[]) => void;
  readonly reject: (error: AppError) => void;
}

/** The previews a worker was asked for and has not answered. */
export function createPreviews() {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  return {
    /** Resolves with the reply to what `send` asks under this number. */
    begin: (send: (id: number) => void): Promise<readonly PromptPreview[]> =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        send(id);
      }),
    end: (id: number, reply: Reply): void => {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (reply.ok) asked?.resolve(reply.data as readonly PromptPreview[]);
      else asked?.reject(fromWireError(reply.error));
    },
    /** The worker is gone. */
    fail: (error: AppError): void => {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  };
}

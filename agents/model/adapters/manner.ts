import type { ModelRequest } from '../model.ts';
import { failureIn, isTooLong } from '../remote-errors.ts';
import type { Adapter, Failure } from './adapter.ts';

/** How a server is asked, once it is known what it refuses. */
export interface Asking<Manner> {
  /** Sends a request, in a simpler manner each time it is refused. What worked is how it is asked from then on. */
  send<Answer>(request: ModelRequest, inManner: (manner: Manner) => Promise<Answer>): Promise<Answer>;
}

interface Manners<Manner> {
  readonly first: Manner;
  /** The next simpler manner after a refusal in these words; null when asking differently cannot help. */
  simpler(manner: Manner, words: string, hasSchema: boolean): Manner | null;
  readonly failureOf: Adapter['failureOf'];
}

const refusals: readonly (number | null)[] = [400, 404, 422];

/** Some servers tell of a request they do not take as a failure of their own: llama-cpp-python's, and LiteLLM before it. */
function isRefusal({ status, words }: Failure): boolean {
  return (
    refusals.includes(status) || (status === 500 && /input should be|validation err/iu.test(words ?? ''))
  );
}

/** Servers differ in what they take, and say so only when asked: they are asked in full first. */
export function createAsking<Manner>({ first, simpler, failureOf }: Manners<Manner>): Asking<Manner> {
  let known = first;
  return {
    async send(request, inManner) {
      for (let manner = known; ;) {
        try {
          const answer = await inManner(manner);
          known = manner;
          return answer;
        } catch (error) {
          const failure = failureIn(error, { failureOf });
          const words = failure?.words ?? '';
          if (!failure || !isRefusal(failure) || isTooLong(words)) throw error;
          const next = simpler(manner, words, request.schema !== undefined);
          if (!next) throw error;
          manner = next;
        }
      }
    },
  };
}

/** How JSON is asked for, and whether sampling is sent. */
export interface JsonManner {
  readonly json: 'schema' | 'tool' | 'words';
  readonly sendsSampling: boolean;
}

/** The next simpler manner of a vendor that has these ways of asking for JSON. */
export function simplerJson(ways: readonly JsonManner['json'][]) {
  return (manner: JsonManner, words: string, hasSchema: boolean): JsonManner | null => {
    if (/temperature|top_?p|seed|sampling/iu.test(words) && manner.sendsSampling)
      return { ...manner, sendsSampling: false };
    const next = ways[ways.indexOf(manner.json) + 1];
    const isOfJson = /schema|json|format|output_config|tool|grammar|constraint|mime/iu.test(words);
    return hasSchema && isOfJson && next ? { ...manner, json: next } : null;
  };
}

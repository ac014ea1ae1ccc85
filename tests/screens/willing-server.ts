import { startModelServer, type ModelServer } from '../helpers/model-server.ts';
import { smallestInstance } from '../helpers/smallest-instance.ts';

const sentences = [
  'In every shop the same small square of brass lay under the pan, and in every shop it was too light.',
  'Gesa wrote the weight down and the name beside it, and nobody asked her what she wrote.',
  '“You will want tea,” said Brida Orlan, who had already poured it exactly to the line.',
  'Outside the bell struck the half hour, a little late, as it had done since the fire.',
  'She put the case on the counter, on something soft, and for once did not count.',
];

export interface WillingServer extends ModelServer {
  /** While it is, it asks to be asked again in three quarters of a minute. */
  busy: boolean;
}

/** A server of this machine that plans, writes, its first words at reading speed, and finds nothing to complain of. */
export async function startWillingServer(): Promise<WillingServer> {
  let asked = 0;
  const mood = { busy: false };
  const server = await startModelServer({
    answers: ({ body }) => {
      if (mood.busy) return { status: 429, headers: { 'retry-after': '45' }, error: 'busy' };
      const format = body['response_format'] as { json_schema?: { schema?: unknown } } | undefined;
      if (format) return { text: JSON.stringify(smallestInstance(format.json_schema?.schema ?? {})) };
      asked += 1;
      const turned = [...sentences.slice(asked % 5), ...sentences.slice(0, asked % 5)].join(' ');
      const next = [...sentences.slice(asked % 3)].reverse().join(' ');
      return { text: `${turned}\n\n${next}`, delay: asked === 1 ? 15 : 0 };
    },
  });
  return Object.assign(mood, server);
}

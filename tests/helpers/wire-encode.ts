import type { Wire } from './wire-model.ts';

type Event = Readonly<Record<string, unknown>>;

const chunk = (delta: Event, finish_reason: string | null = null): Event => ({
  id: 'c',
  object: 'chat.completion.chunk',
  model: 'm',
  choices: [{ index: 0, delta, finish_reason }],
});
const chatEvents = (pieces: readonly string[]): readonly Event[] => [
  chunk({ role: 'assistant', content: '' }),
  ...pieces.map((content) => chunk({ content })),
  chunk({}, 'stop'),
  { ...chunk({}), choices: [], usage: { prompt_tokens: 21, completion_tokens: 9 } },
];
const candidate = (text: string, more: Event = {}): Event => ({
  candidates: [{ content: { role: 'model', parts: [{ text }] }, index: 0, ...more }],
  usageMetadata: { promptTokenCount: 21, candidatesTokenCount: 9 },
});
const encoders: Readonly<Record<Wire, (pieces: readonly string[]) => readonly Event[]>> = {
  compatible: chatEvents,
  openai: chatEvents,
  openrouter: chatEvents,
  anthropic: (pieces) => [
    { type: 'message_start', message: { role: 'assistant', content: [], usage: { input_tokens: 21 } } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...pieces.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } },
    { type: 'message_stop' },
  ],
  gemini: (pieces) => [...pieces.map((text) => candidate(text)), candidate('', { finishReason: 'STOP' })],
  cohere: (pieces) => [
    { type: 'message-start', id: 'm', delta: { message: { role: 'assistant' } } },
    ...pieces.map((text) => ({ type: 'content-delta', index: 0, delta: { message: { content: { text } } } })),
    { type: 'message-end', delta: { finish_reason: 'COMPLETE', usage: { tokens: { output_tokens: 9 } } } },
  ],
};

/** A whole answer in a vendor's wire format, a piece of text an event. */
export function encodeWire(wire: Wire, pieces: readonly string[]): string {
  return encoders[wire](pieces)
    .map((event) => {
      const name = typeof event.type === 'string' ? `event: ${event.type}\n` : '';
      return `${name}data: ${JSON.stringify(event)}\n\n`;
    })
    .join('');
}

import { createParser, type EventSourceMessage } from 'eventsource-parser';

/**
 * The events of a body as servers send them (WHATWG HTML, "Server-sent events"), those of one network read together. An event
 * without its empty line is none. A reader that leaves lets the body go.
 */
export async function* readServerEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<readonly EventSourceMessage[], void> {
  let events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => void events.push(event) });
  const decoder = new TextDecoder();
  for await (const bytes of body) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    if (events.length === 0) continue;
    yield events;
    events = [];
  }
}

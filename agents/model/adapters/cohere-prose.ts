/**
 * The vendor's package takes `[DONE]` anywhere in an answer for the end of the stream. Standing alone on its line it is; in JSON
 * the same letters are written another way here, so that prose may have them.
 */
export function sparingProse(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (!response.headers.get('content-type')?.includes('text/event-stream')) return response;
    const body = response.body
      ?.pipeThrough(new TextDecoderStream())
      .pipeThrough(wholeLines(escapeEnds))
      .pipeThrough(new TextEncoderStream());
    return new Response(body, { status: response.status, headers: response.headers });
  };
}

const escapeEnds = (lines: string): string =>
  lines.replaceAll(/^data: *\{.*\[DONE\].*$/gmu, (line) => line.replaceAll('[DONE]', '[\\u0044ONE]'));

/** Changes a text by whole lines; the last may be without its end. */
function wholeLines(change: (lines: string) => string): TransformStream<string, string> {
  let begun = '';
  return new TransformStream({
    transform(text, controller) {
      const end = text.lastIndexOf('\n') + 1;
      if (end > 0) controller.enqueue(change(begun + text.slice(0, end)));
      begun = (end > 0 ? '' : begun) + text.slice(end);
    },
    flush: (controller) => controller.enqueue(change(begun)),
  });
}

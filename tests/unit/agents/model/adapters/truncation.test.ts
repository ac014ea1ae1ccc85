import { expect, test } from 'vitest';
import { encodeWire } from '../../../../helpers/wire-encode.ts';
import { jsonRequest, openWire, takeAll, wireNames, type Wire } from '../../../../helpers/wire-model.ts';

const json = JSON.stringify({
  name: 'Ada “Löwe” Lovelace',
  notes: Array.from(
    { length: 62 },
    (_, at) => `Note ${at}: she kept the lamp {"burning"} — ${'and waited, '.repeat(4)}`,
  ),
  age: 31,
});
const pieces = json.match(/.{1,600}/gsu) ?? [];
const signal = new AbortController().signal;

/** Opens a wire whose server sends these bytes and closes the connection in good order. */
function openOn(wire: Wire, bytes: () => Uint8Array, type = 'text/event-stream') {
  const fetch = () =>
    Promise.resolve(new Response(new Uint8Array(bytes()), { headers: { 'content-type': type } }));
  return openWire(wire, 'http://127.0.0.1:9', { idleSeconds: 30, fetch });
}

test.each(wireNames)(
  'an object of 5 KB that %s streams is never taken for whole, at whichever byte it ends',
  async (wire) => {
    const whole = Buffer.from(encodeWire(wire, pieces));
    let length = 0;
    const model = await openOn(wire, () => whole.subarray(0, length));
    let accepted = 0;
    for (length = 0; length <= whole.length; length++) {
      const { text, end, error } = await takeAll(model.stream(jsonRequest, signal));
      if (end) {
        accepted += 1;
        expect([end.reason, text]).toEqual(['stop', json]);
      } else {
        expect(['MODEL_CUT_SHORT', 'MODEL_NOT_A_MODEL_SERVER']).toContain(error?.code);
        expect(json.startsWith(text)).toBe(true);
      }
    }
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(400); // only what stands behind the end may be missing
  },
  180_000,
);

test('an object of 5 KB that comes at once is never taken for whole either', async () => {
  const choices = [{ index: 0, message: { role: 'assistant', content: json }, finish_reason: 'stop' }];
  const whole = Buffer.from(JSON.stringify({ object: 'chat.completion', choices }));
  let length = 0;
  const model = await openOn('compatible', () => whole.subarray(0, length), 'application/json');
  for (length = 0; length < whole.length; length++) {
    const { text, end } = await takeAll(model.stream(jsonRequest, signal));
    if (text !== '' || end) expect.fail(`${length} bytes were taken for an answer`);
  }
  expect((await takeAll(model.stream(jsonRequest, signal))).text).toBe(json);
}, 180_000);

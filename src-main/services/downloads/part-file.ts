import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** What is known of the file a part belongs to. */
const PartState = z.object({
  url: z.string(),
  etag: z.string().nullable(), // a strong one, as the server that gave the bytes named it
  total: z.number().nullable(),
  sha256: z.string().nullable(), // as the server that was asked first named it
});
export type PartState = z.infer<typeof PartState>;

export const partOf = (target: string): string => `${target}.part`;
const stateOf = (target: string): string => `${target}.part.json`;

/** How many bytes of a file came before, and what file that was; nothing where they do not belong together. */
export async function readPart(
  target: string,
  url: string,
): Promise<{ readonly bytes: number; readonly state: PartState | null }> {
  const bytes = await stat(partOf(target)).then(
    ({ size }) => size,
    () => 0,
  );
  const state = await readFile(stateOf(target), 'utf8').then(
    (text) => PartState.parse(JSON.parse(text)),
    () => null,
  );
  return bytes > 0 && state?.url === url ? { bytes, state } : { bytes: 0, state: null };
}

/** Keeps what is known before the first byte is written, so that a part is never taken for another file's. */
export async function keepPartState(target: string, state: PartState): Promise<void> {
  await writeFile(stateOf(target), JSON.stringify(state));
}

/** Takes away a part and what is known of it. */
export async function removePart(target: string): Promise<void> {
  await rm(partOf(target), { force: true });
  await rm(stateOf(target), { force: true });
}

/** Takes away what is known of a part that became the file. */
export async function removePartState(target: string): Promise<void> {
  await rm(stateOf(target), { force: true });
}

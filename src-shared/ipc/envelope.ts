import type { WireError } from '../errors.ts';

/** What comes back from main: errors travel as values, because `ipcMain.handle` and `contextBridge` drop their fields. */
export type Envelope<Data> =
  { readonly ok: true; readonly data: Data } | { readonly ok: false; readonly error: WireError };

/** The channels between window and main; there are no others. */
export const channels = {
  request: 'fabula:request',
  event: 'fabula:event',
  files: 'fabula:files',
} as const;

/** What the preload script lends the window. */
export interface Bridge {
  /** The envelope, as JSON: a text crosses the bridge at once, objects are copied member by member. */
  request(route: string, input: unknown): Promise<string>;
  /** Calls back for every event of main; the answer ends it. */
  onEvent(callback: (name: string, payload: unknown) => void): () => void;
  /** Handles for files and folders that were dropped or chosen: main minted them, paths stay in main. */
  handlesOf(files: readonly File[]): Promise<readonly unknown[]>;
}

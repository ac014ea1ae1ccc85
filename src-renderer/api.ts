import { fromWireError, AppError } from '../src-shared/errors.ts';
import type { EventName, Events, InputOf, OutputOf, RouteName } from '../src-shared/ipc/contract.ts';
import type { Bridge, Envelope } from '../src-shared/ipc/envelope.ts';
import type { FileHandle } from '../src-shared/ipc/files.ts';

declare global {
  interface Window {
    readonly fabula: Bridge;
  }
}

type Listener = (payload: never) => void;
const listeners = new Map<string, Set<Listener>>();
let isListening = false;
let held: Promise<void> | null = null;

/** Asks main. Throws the AppError that main answered with. */
async function request<Name extends RouteName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  if (held && !neededToDraw.includes(name)) await held;
  const reply = JSON.parse(await window.fabula.request(name, input)) as Envelope<unknown>;
  if (!reply.ok) throw fromWireError(reply.error);
  return reply.data as OutputOf<Name>;
}

const neededToDraw: readonly RouteName[] = ['app.start', 'scenes.get', 'app.leave'];

/** Lets every question wait, in its turn, until the window is drawn for the first time, but for those the drawing needs. */
function holdUntil(drawn: Promise<void>): void {
  held = drawn.then(() => void (held = null));
}

/** Listens to what main tells; the answer ends it. */
function on<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void {
  if (!isListening) {
    isListening = true;
    window.fabula.onEvent((told, payload) => listeners.get(told)?.forEach((each) => each(payload as never)));
  }
  const heard = listeners.get(name) ?? new Set();
  listeners.set(name, heard.add(listener as Listener));
  return () => void heard.delete(listener as Listener);
}

/** Handles for dropped or chosen files and folders. Throws IMPORT_NOT_FOUND where one has no place on disk. */
async function handlesOf(files: readonly File[]): Promise<readonly FileHandle[]> {
  const handles = (await window.fabula.handlesOf(files)) as readonly (FileHandle | null)[];
  return handles.map((handle, at) => {
    if (handle === null) throw new AppError('IMPORT_NOT_FOUND', { path: files[at]?.name ?? '' });
    return handle;
  });
}

/** The window's one way to main. */
export const api = { request, on, handlesOf, holdUntil };

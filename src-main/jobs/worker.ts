import { toWireError } from '../../src-shared/errors.ts';
import type { ToWorker, WorkerSettings } from './protocol.ts';
import { stepBack } from './worker-priority.ts';
import { connectToHost, type WorkerPort } from './worker-port.ts';

/** What a role does with the messages of its host. */
export interface WorkerRoleProgram {
  handle(message: ToWorker): void;
  /** Lets go of the novel and of the models. */
  close(): Promise<void>;
}

// Roles are imported when asked for: the library needs no language model and the crew no embeddings.
async function startRole(settings: WorkerSettings, port: WorkerPort): Promise<WorkerRoleProgram> {
  if (settings.role === 'trial') return (await import('./trial-role.ts')).startTrial(port);
  if (settings.role === 'crew') return (await import('./crew-role.ts')).startCrew(settings, port);
  return (await import('./library-role.ts')).startLibrary(settings, port);
}

/** Runs this process as a worker: first `start`, then whatever the role understands, in order. */
function runWorker(port: WorkerPort): void {
  let role: Promise<WorkerRoleProgram> | null = null;

  const fail = (error: unknown): void => {
    port.post({ type: 'failing', error: toWireError(error) });
    setTimeout(() => process.exit(1), 50); // the last words need a moment to leave
  };

  const stop = async (): Promise<void> => {
    const program = await role?.catch(() => null);
    await program?.close();
    process.exit(0);
  };

  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group; the host decides what ends
  port.onGone(() => process.exit(0));
  port.onMessage((message) => {
    if (message.type === 'ping') return port.post({ type: 'pong', id: message.id });
    if (message.type === 'start') {
      role = startRole(message.settings, port);
      return void role.then(() => port.post({ type: 'ready' }), fail);
    }
    if (message.type === 'stop') return void stop();
    void role?.then((program) => program.handle(message), fail);
  });
}

if ('parentPort' in process) stepBack(); // beside a window
runWorker(connectToHost());

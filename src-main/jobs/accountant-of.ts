import type { Accountant } from '../../agents/model/meter.ts';
import type { ModelSettings } from '../../src-shared/domain/model.ts';
import type { CallOwner } from '../services/accounts.ts';
import type { HostRequests } from './host-requests.ts';
import type { WorkerPort } from './worker-port.ts';

/** Who keeps the money of a worker's calls: its host, over the line. */
export function accountantOf(
  owner: CallOwner,
  { requests, port }: { readonly requests: Pick<HostRequests, 'askAccounts'>; readonly port: WorkerPort },
): Accountant {
  const begun = new Map<number, ModelSettings>();
  return {
    begin: async (call) => {
      const id = Number(await requests.askAccounts({ type: 'begin-call', ...owner, call }));
      begun.set(id, call.settings);
      return id;
    },
    end: (id, made) => {
      const settings = begun.get(id);
      begun.delete(id);
      if (settings) port.post({ type: 'accounts-note', note: { type: 'call-ended', id, settings, made } });
    },
  };
}

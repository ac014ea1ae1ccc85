import { embeddingAddressOf, embeddingNameOf, isRemoteEmbedding, type EmbeddingChoice } from './embedding.ts';
import { addressOf, type ModelChoice, type ModelSettings, type Role } from './model.ts';
import type { ModelsOverview } from './models-overview.ts';
import { isThisMachine } from './this-machine.ts';

/** Where a server stands, as far as its address tells. */
export type ServerPlace = 'machine' | 'network' | 'internet';

/** A server that is sent text when a job runs, and by whose choice. */
export interface Receiver {
  readonly host: string;
  readonly model: string;
  readonly place: ServerPlace;
  readonly isEncrypted: boolean;
  /** The agents that ask it; null for all that have no model of their own. */
  readonly roles: readonly Role[] | null;
  readonly from: 'app' | 'novel' | 'declared' | 'environment';
}

/** Every server that the settings would send text to. Models on this machine are none. */
export function listReceivers({ app, novel, declared, environment }: ModelsOverview): readonly Receiver[] {
  return [
    ...(environment === null
      ? receiversOf(app, 'app')
      : receiver({ address: environment, model: '', roles: null, from: 'environment' })),
    ...(novel ? receiversOf(novel, 'novel') : []),
    ...declared.flatMap(({ role, settings }) => receiverOf(settings, { roles: [role], from: 'declared' })),
  ];
}

/**
 * The servers that embed: the wanted one, and the one whose vectors still answer in the open novel. They are sent every
 * passage and every question.
 */
export function listEmbeddingReceivers(
  { wanted, before }: EmbeddingChoice,
  answering: string | null,
): readonly Receiver[] {
  const asked = [wanted, ...before.filter((settings) => embeddingNameOf(settings) === answering)];
  return asked
    .filter(isRemoteEmbedding)
    .flatMap((settings) =>
      receiver({ address: embeddingAddressOf(settings), model: settings.model, roles: null, from: 'app' }),
    );
}

/** Tells a server on this machine from one in the network nearby and one far away. */
export function placeOf(address: string): ServerPlace {
  if (isThisMachine(address)) return 'machine';
  const host = hostOf(address).replace(/^\[|\]$/g, '');
  if (/^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host)) return 'network';
  if (/^(f[cd][0-9a-f]{2}|fe80):|\.(local|lan|home|internal)$/i.test(host)) return 'network';
  return host.includes('.') || host.includes(':') ? 'internet' : 'network';
}

function receiversOf({ default: usual, roles }: ModelChoice, from: 'app' | 'novel'): readonly Receiver[] {
  const own = Object.entries(roles).flatMap(([role, settings]) =>
    receiverOf(settings, { roles: [role as Role], from }),
  );
  const merged = new Map<string, Receiver>();
  for (const each of own) {
    const key = `${each.host} ${each.model}`;
    const known = merged.get(key);
    merged.set(key, known ? { ...known, roles: [...(known.roles ?? []), ...(each.roles ?? [])] } : each);
  }
  return [...receiverOf(usual, { roles: null, from }), ...merged.values()];
}

function receiverOf(settings: ModelSettings, by: Pick<Receiver, 'roles' | 'from'>): readonly Receiver[] {
  return settings.provider === 'embedded'
    ? []
    : receiver({ address: addressOf(settings), model: settings.model, ...by });
}

function receiver({
  address,
  ...rest
}: Pick<Receiver, 'model' | 'roles' | 'from'> & { readonly address: string }): readonly Receiver[] {
  const isEncrypted = address.toLowerCase().startsWith('https:');
  return [{ host: hostOf(address) || address, place: placeOf(address), isEncrypted, ...rest }];
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : '';
}

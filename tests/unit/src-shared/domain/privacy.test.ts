import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { EmbeddedModelSettings, EndpointModelSettings } from '../../../../src-shared/domain/model.ts';
import type { ModelsOverview } from '../../../../src-shared/domain/models-overview.ts';
import { listReceivers, placeOf } from '../../../../src-shared/domain/privacy.ts';

const cases = parse(readFileSync(new URL('../../../cases/privacy/places.yaml', import.meta.url), 'utf8')) as {
  address: string;
  place: string;
}[];

test.each(cases)('a server at $address is not called nearer than it is', ({ address, place }) => {
  expect(placeOf(address)).toBe(place);
});

const embedded = EmbeddedModelSettings.parse({ provider: 'embedded', file: 'built-in' });
const server = (host: string) =>
  EndpointModelSettings.parse({ provider: 'openai-compatible', baseUrl: `https://${host}/v1`, model: 'm' });
const overview = (parts: Partial<ModelsOverview>): ModelsOverview =>
  ({
    app: { default: embedded, roles: {} },
    novel: null,
    environment: null,
    declared: [],
    ...parts,
  }) as ModelsOverview;

test('with the model that comes with Fabula nothing leaves the machine', () => {
  expect(listReceivers(overview({}))).toEqual([]);
});

test('a server chosen for one agent, for this novel or by its crew is not left out', () => {
  const receivers = listReceivers(
    overview({
      app: { default: embedded, roles: { writer: server('a.example'), editor: server('a.example') } },
      novel: { default: server('b.example'), roles: {} },
      declared: [{ role: 'director', settings: server('c.example') }],
    }),
  );
  expect(receivers.map(({ host, roles, from }) => ({ host, roles, from }))).toEqual([
    { host: 'a.example', roles: ['writer', 'editor'], from: 'app' },
    { host: 'b.example', roles: null, from: 'novel' },
    { host: 'c.example', roles: ['director'], from: 'declared' },
  ]);
});

test('a server named by the environment is shown in place of the choice it goes before', () => {
  const app = { default: server('a.example'), roles: {} };
  const receivers = listReceivers(overview({ app, environment: 'http://192.168.0.9:1234/v1' }));
  expect(receivers.map(({ host, place, from }) => [host, place, from])).toEqual([
    ['192.168.0.9', 'network', 'environment'],
  ]);
});

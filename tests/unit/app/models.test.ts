import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepKey, listKeys } from '../../../src-main/app/keys.ts';
import { getModels, setModels, type ModelPlaces } from '../../../src-main/app/models.ts';
import { changeSettings, beginSettings, readSettings } from '../../../src-main/app/settings.ts';
import { openAppDatabase, getSetting, setSetting } from '../../../src-main/db/app-database.ts';
import type { Db } from '../../../src-main/db/connection.ts';
import { readModelChoice } from '../../../src-main/services/model-choice.ts';
import { createSecretStore } from '../../../src-main/services/secrets.ts';
import { EndpointModelSettings, type ModelChoice } from '../../../src-shared/domain/model.ts';
import { novelFile, temporaryFolder } from '../../helpers/novel-file.ts';

let db: Db;
beforeEach(() => {
  db = openAppDatabase(`${temporaryFolder()}/app.sqlite`);
});
afterEach(() => void db.close());

const server = EndpointModelSettings.parse({
  provider: 'openai-compatible',
  baseUrl: 'https://a.example/v1',
  model: 'm',
  keyName: 'A_KEY',
});
const served: ModelChoice = { default: server, roles: {} };

test('a novel’s choice does not become that of all novels, and taking it back leaves the app’s', () => {
  const places: ModelPlaces = { app: db, novel: novelFile().db };
  const own = { ...server, model: 'own' };
  setModels({ app: db, novel: null }, served);
  expect(setModels(places, { default: own, roles: {} }).novel?.default).toEqual(own);
  expect(getModels({ app: db, novel: null }, {}).app.default).toEqual(server);
  expect(setModels(places, null).novel).toBeNull();
  expect(getModels(places, {}).app.default).toEqual(server);
});

test('the built-in model is kept by its name, so that its file is found where it lies later', () => {
  const { app } = getModels({ app: db, novel: null }, {});
  expect(app.default).toMatchObject({ provider: 'embedded', file: 'built-in' });
  expect(readModelChoice(app).default).toMatchObject({ file: expect.stringMatching(/\.gguf$/) as unknown });
});

test('a choice of a future version does not keep the settings from opening', () => {
  setSetting(db, { name: 'models', value: { default: { provider: 'telepathy' } } });
  expect(getModels({ app: db, novel: null }, {}).app.default).toMatchObject({ file: 'built-in' });
});

test('keys are listed by name and by where they are, never by value', () => {
  setModels(
    { app: db, novel: null },
    { default: server, roles: { writer: { ...server, keyName: 'B_KEY' } } },
  );
  const places = {
    app: db,
    novel: null,
    secrets: createSecretStore({ db, cipher: null }),
    environment: { B_KEY: 'from-env', OTHER: 'x' },
  };
  expect(listKeys(places)).toEqual({
    isLasting: false,
    kept: [],
    fromEnvironment: ['B_KEY'],
    wanted: ['A_KEY'],
  });
  const kept = keepKey(places, { name: 'A_KEY', value: 'sk-secret' });
  expect(kept).toMatchObject({ kept: ['A_KEY'], wanted: [] });
  expect(JSON.stringify(kept)).not.toMatch(/sk-secret|from-env/);
});

test('the first start takes the system’s language and a later one the writer’s', () => {
  expect(beginSettings(db, ['id-ID']).locale).toBe('id');
  const told: string[] = [];
  changeSettings({ db, emit: (name) => void told.push(name) }, { locale: 'en', theme: 'dark' });
  expect(told).toEqual(['settings.changed']);
  expect(beginSettings(db, ['id-ID'])).toMatchObject({ locale: 'en', theme: 'dark' });
  changeSettings({ db, emit: () => undefined }, { spelling: false });
  expect(readSettings(db)).toMatchObject({ locale: 'en', theme: 'dark', spelling: false });
  expect(getSetting(db, 'app')).toMatchObject({ theme: 'dark' });
});

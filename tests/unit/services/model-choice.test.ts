import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chooseModels } from '../../../src-main/services/model-choice.ts';
import { readKeys, settingsIn } from '../../../src-main/services/model-keys.ts';
import { languageModelFile } from '../../../src-main/services/paths.ts';
import { localModels } from '../../helpers/job-fixtures.ts';

const nothingSaved = () => undefined;
const choose = (wish = {}, environment: NodeJS.ProcessEnv = {}, saved: () => unknown = nothingSaved) =>
  chooseModels(wish, { environment, saved }).default;

const url = 'http://127.0.0.1:11434/v1';

test('with nothing said the embedded model of this machine is used', () => {
  expect(choose()).toMatchObject({ provider: 'embedded', file: languageModelFile() });
});

test('a saved choice is used, and what is asked for or stands in the environment goes before it', () => {
  const saved = () => localModels;
  const environment = { FABULA_MODEL_URL: url, FABULA_MODEL_NAME: 'from-environment' };
  expect(choose({}, {}, saved)).toEqual(localModels.default);
  expect(choose({}, environment, saved)).toMatchObject({ baseUrl: url, model: 'from-environment' });
  expect(choose({ modelUrl: 'http://localhost:1/v1', modelName: 'asked' }, environment, saved)).toMatchObject(
    {
      baseUrl: 'http://localhost:1/v1',
      model: 'asked',
    },
  );
  expect(choose({ modelFile: 'small.gguf' }, environment, saved)).toMatchObject({
    provider: 'embedded',
    file: join(process.cwd(), 'small.gguf'),
  });
});

test('a saved choice keeps what is asked instead of a model that cannot answer, the built-in one by its file', () => {
  const builtIn = { provider: 'embedded', file: 'built-in' };
  const saved = () => ({ default: { provider: 'embedded', file: '/gone.gguf' }, fallbacks: [builtIn] });
  expect(chooseModels({}, { environment: {}, saved }).fallbacks).toMatchObject([
    { provider: 'embedded', file: languageModelFile() },
  ]);
});

test('a choice names its key and never holds it', () => {
  const environment = {
    FABULA_MODEL_URL: url,
    FABULA_MODEL_NAME: 'm',
    FABULA_API_KEY: 'secret-1',
    OTHER: 'secret-2',
  };
  const usual = chooseModels({}, { environment, saved: nothingSaved });
  expect(usual.default).toMatchObject({ keyName: 'FABULA_API_KEY' });
  expect(JSON.stringify(usual)).not.toContain('secret-1');
  expect(readKeys(settingsIn(usual), { environment })).toEqual({ FABULA_API_KEY: 'secret-1' });
  const named = chooseModels({ keyEnv: 'OTHER' }, { environment, saved: nothingSaved });
  expect(readKeys(settingsIn(named), { environment })).toEqual({ OTHER: 'secret-2' });
});

test('without a key in the environment none is named, so that a server without keys is not asked for one', () => {
  expect(choose({ modelUrl: url, modelName: 'm' }, { FABULA_API_KEY: ' ' })).toMatchObject({ keyName: null });
});

test.each([
  { wish: { modelUrl: url }, field: '--model-name' },
  { wish: { modelUrl: 'ftp://x', modelName: 'm' }, field: '--model-url' },
  { wish: { modelUrl: 'nonsense', modelName: 'm' }, field: '--model-url' },
])('$wish is refused with the name of what is wrong', ({ wish, field }) => {
  expect(() => choose(wish)).toThrow(
    expect.objectContaining({ code: 'INPUT_INVALID', data: expect.objectContaining({ field }) as unknown }),
  );
});

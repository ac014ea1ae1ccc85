import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { ModelChoice, ModelSettings } from '../../../src-shared/domain/model.ts';
import { EmbeddedModelSettings, EndpointModelSettings } from '../../../src-shared/domain/model.ts';
import { setNovelSetting } from '../../../src-main/db/novels.ts';
import { offerModels } from '../../../src-main/novels/offer-models.ts';
import { novelFile, temporaryFolder } from '../../helpers/novel-file.ts';

afterEach(() => vi.unstubAllEnvs());

const gone = (name: string): ModelSettings =>
  EmbeddedModelSettings.parse({ provider: 'embedded', file: join(temporaryFolder(), `${name}.gguf`) });
const server = EndpointModelSettings.parse({
  provider: 'openai-compatible',
  baseUrl: 'http://127.0.0.1:9/v1',
  model: 'far',
});

test.each<[string, ModelChoice, string | null]>([
  ['a writer', { default: gone('small'), roles: {} }, 'embedded/small'],
  ['only an editor', { default: server, roles: { editor: gone('careful') } }, 'embedded/careful'],
  ['a file with a fallback', { default: gone('small'), roles: {}, fallbacks: [server] }, null],
  ['nothing', { default: server, roles: {} }, null],
])('a job whose models miss %s says which before it runs', (_, choice, missing) => {
  vi.stubEnv('FABULA_DATA', temporaryFolder());
  const { db } = novelFile();
  setNovelSetting(db, { name: 'models', value: choice });
  expect(offerModels(db)[0]?.missing).toBe(missing);
});

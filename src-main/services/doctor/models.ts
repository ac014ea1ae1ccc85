import { dirname } from 'node:path';
import { availableParallelism } from 'node:os';
import models from '../../../resources/models.json' with { type: 'json' };
import { checkGguf } from '../../../agents/model/gguf-header.ts';
import { openLlamaModel } from '../../../agents/model/llama-model.ts';
import { EmbeddedModelSettings } from '../../../src-shared/domain/model.ts';
import { loadEmbedder } from '../../retrieval/embedder.ts';
import { openMachineMemory } from '../machine-memory.ts';
import { embeddingModelFolder, languageModelFile } from '../paths.ts';
import { findCorrupt } from '../pinned-files.ts';
import { attempt, check, type Check } from './check.ts';

/** The two models on this machine: there, whole, and able to work. */
export async function examineModels(): Promise<readonly Check[]> {
  return [
    await attempt('embedding-model', lookAtEmbeddingModel),
    await attempt('language-model', lookAtLanguageModel),
  ];
}

async function lookAtEmbeddingModel(): Promise<Check> {
  const folder = embeddingModelFolder();
  const { name, files } = models.embedding;
  const fault = await findCorrupt(folder, files);
  if (fault !== null) return check('embedding-model', 'fail', { name, folder, fault });
  const began = performance.now();
  const embedder = await loadEmbedder({ folder, threads: availableParallelism() });
  const milliseconds = Math.round(performance.now() - began);
  try {
    const [vector] = await embedder.embed(['The lamp burned in the window.']);
    const works = Math.abs(Math.hypot(...(vector ?? [])) - 1) < 1e-3;
    return check('embedding-model', works ? 'ok' : 'fail', { name, folder, fault: 'vector', milliseconds });
  } finally {
    await embedder.close();
  }
}

async function lookAtLanguageModel(): Promise<Check> {
  const file = languageModelFile();
  const { version, architecture, trainedTokens } = await checkGguf(file);
  const isBuiltIn = file.endsWith(models.language.fileName);
  const fault = isBuiltIn ? await findCorrupt(dirname(file), models.language.files) : null;
  const data = { file, version, architecture: architecture ?? '?', trainedTokens, fault };
  if (fault !== null) return check('language-model', 'fail', data);
  const memory = openMachineMemory();
  try {
    const remembered = memory.listRemembered();
    const model = await openLlamaModel(EmbeddedModelSettings.parse({ provider: 'embedded', file }), {
      loadSeconds: 60,
      probeStore: {
        get: (key) => remembered[key],
        set: (key, value) => memory.remember(key, value),
      },
    });
    await model.close();
    const { loadMs = 0, threads, threadsFrom } = model.facts ?? {};
    return check('language-model', 'ok', {
      ...data,
      milliseconds: Math.round(loadMs),
      writing: threads?.writing ?? '?',
      reading: threads?.reading ?? '?',
      threadsFrom: threadsFrom ?? '?',
    });
  } finally {
    memory.close();
  }
}

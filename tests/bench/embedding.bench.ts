import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { loadEmbedder, type Embedder } from '../../src-main/retrieval/embedder.ts';
import { embeddingModelFolder } from '../../src-main/services/paths.ts';
import { benchSentences } from './search/sentences.ts';
import { median } from './search/figures.ts';

const rounds = 5;
const passagesPerRound = 32;
const batchSize = 8;
const target = 0.9;

/**
 * Prints passages a second through our embedder (tokens, batches, pooling and all) beside bare ONNX Runtime, which
 * gets the same passages as ready-made tensors in the same batches on as many threads and only runs the graph: once
 * with our session's settings, once with its own (its threads spin while they wait).
 */
export async function run(): Promise<void> {
  for (const threads of new Set([1, Math.min(2, availableParallelism())])) await measure(threads);
}

async function measure(threads: number): Promise<void> {
  const embedder = await loadEmbedder({ folder: embeddingModelFolder(), threads });
  const passages = makePassages(embedder);
  const contenders = {
    ours: () => embedder.embed(passages),
    bare: await openBare(passages, { threads, spinning: '0' }),
    stock: await openBare(passages, { threads, spinning: '1' }),
  };
  const seconds: Record<keyof typeof contenders, number[]> = { ours: [], bare: [], stock: [] };
  for (let round = -1; round < rounds; round++)
    for (const name of ['ours', 'bare', 'stock'] as const) {
      const began = performance.now();
      await contenders[name]();
      if (round >= 0) seconds[name].push((performance.now() - began) / 1000); // the first round warms up
    }
  await embedder.close();
  const speed = (name: keyof typeof contenders): number => passages.length / median(seconds[name]);
  const tokens = median(passages.map((passage) => embedder.countTokens(passage)));
  for (const name of ['bare', 'stock'] as const) {
    const ratio = speed('ours') / speed(name);
    const wanted = name === 'bare' ? `/${target} ${ratio >= target ? 'ok' : 'MISSED'}` : '';
    const settings = name === 'bare' ? 'the same settings' : 'stock settings';
    console.log(
      `embedding passages/s (${tokens} tokens, ${threads} thread${threads > 1 ? 's' : ''})  ${speed('ours').toFixed(1)}  onnxruntime with ${settings} ${speed(name).toFixed(1)}  ${ratio.toFixed(3)}${wanted}`,
    );
  }
}

/** Passages as the index has them: whole sentences, up to about 200 tokens. */
function makePassages({ countTokens }: Embedder): string[] {
  const passages: string[] = [];
  let passage = '';
  for (const { text } of benchSentences().sentences) {
    if (passages.length === passagesPerRound) break;
    passage += ` ${text}`;
    if (countTokens(passage) < 190) continue;
    passages.push(passage.trim());
    passage = '';
  }
  return passages;
}

/** ONNX Runtime with nothing of ours around it. */
async function openBare(
  passages: readonly string[],
  { threads, spinning }: { threads: number; spinning: '0' | '1' },
): Promise<() => Promise<void>> {
  const folder = embeddingModelFolder();
  const tokenizer = new Tokenizer(
    JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')) as object,
    {},
  );
  const session = await InferenceSession.create(join(folder, 'onnx/model_int8.onnx'), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    extra: { session: { intra_op: { allow_spinning: spinning } } },
  });
  const sorted = passages
    .map((passage) => tokenizer.encode(passage).ids.slice(0, 256))
    .sort((a, b) => a.length - b.length);
  const batches = Array.from({ length: Math.ceil(sorted.length / batchSize) }, (_, index) =>
    toTensors(sorted.slice(index * batchSize, (index + 1) * batchSize)),
  );
  return async () => {
    for (const batch of batches) await session.run(batch);
  };
}

function toTensors(batch: readonly (readonly number[])[]): Record<string, Tensor> {
  const length = Math.max(...batch.map((ids) => ids.length));
  const tensor = (valueOf: (id: number | undefined) => number): Tensor =>
    new Tensor(
      'int64',
      BigInt64Array.from(
        batch.flatMap((ids) => Array.from({ length }, (_, column) => BigInt(valueOf(ids[column])))),
      ),
      [batch.length, length],
    );
  return {
    input_ids: tensor((id) => id ?? 0),
    attention_mask: tensor((id) => (id === undefined ? 0 : 1)),
    token_type_ids: tensor(() => 0),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run();

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildBertGraph, type BertConfig } from './bert-graph.ts';
import { encodeModel } from './onnx-messages.ts';
import { readHalfTensors } from './safetensors.ts';

/**
 * Writes the embedding model's folder from the weights as their package carries them: the graph as ONNX with int8
 * weights, the tokenizer without its fixed padding and truncation (they would cut every text at 128 tokens), and
 * the configuration. The result is the same on every machine, byte for byte.
 */
export function buildEmbeddingModel(sourceFolder: string, targetFolder: string): void {
  const config = readJson(join(sourceFolder, 'config.json'));
  const tensors = readHalfTensors(join(sourceFolder, 'model.fp16.safetensors'));
  const graph = buildBertGraph({ config: config as unknown as BertConfig, tensors });
  const tokenizer = { ...readJson(join(sourceFolder, 'tokenizer.json')), truncation: null, padding: null };
  mkdirSync(join(targetFolder, 'onnx'), { recursive: true });
  writeFileSync(join(targetFolder, 'onnx', 'model_int8.onnx'), encodeModel(graph));
  writeFileSync(join(targetFolder, 'tokenizer.json'), JSON.stringify(tokenizer));
  writeFileSync(join(targetFolder, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
}

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
}

import { createGraphBuilder, type GraphBuilder, type Value } from './graph-builder.ts';
import { elementType, type Graph } from './onnx-messages.ts';
import { quantize, transpose, type Matrix } from './quantize.ts';
import { toFloats, type HalfTensor } from './safetensors.ts';

/** The fields of a BERT config.json that shape its graph. */
export interface BertConfig {
  readonly hidden_size: number;
  readonly num_attention_heads: number;
  readonly num_hidden_layers: number;
  readonly layer_norm_eps: number;
}

interface Weights {
  readonly config: BertConfig;
  readonly tensors: ReadonlyMap<string, HalfTensor>;
}

/**
 * The encoder of BERT (Devlin et al., 2018) with weights stored as int8 and computed as float32. Only weights are
 * quantized: quantized activations would make a text's vector depend on the texts beside it.
 */
export function buildBertGraph(weights: Weights): Graph {
  const graph = createGraphBuilder();
  const { config } = weights;
  const mask = attentionBias(graph);
  let hidden = embed(graph, weights);
  for (let layer = 0; layer < config.num_hidden_layers; layer++)
    hidden = encoderLayer(graph, weights, { prefix: `encoder.layer.${layer}`, hidden, mask });
  const tokens = ['batch_size', 'sequence_length'];
  return graph.finish('bert', {
    inputs: ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => ({
      name,
      elementType: elementType.int64,
      dimensions: tokens,
    })),
    outputs: [
      {
        name: graph.rename(hidden, 'last_hidden_state'),
        elementType: elementType.float,
        dimensions: [...tokens, config.hidden_size],
      },
    ],
  });
}

/** Words, their kind and their position, added and normalised. */
function embed(graph: GraphBuilder, weights: Weights): Value {
  const length = graph.add('Gather', [graph.add('Shape', ['input_ids']), graph.integer(1)], { axis: 0 });
  const positions = graph.add('Range', [graph.integer(0), length, graph.integer(1)]);
  const table = (name: string, ids: Value): Value =>
    lookUp(graph, weights, { name: `embeddings.${name}_embeddings.weight`, ids });
  const words = graph.add('Add', [table('word', 'input_ids'), table('token_type', 'token_type_ids')]);
  const placed = graph.add('Add', [words, table('position', positions)]);
  return normalise(graph, weights, { prefix: 'embeddings.LayerNorm', value: placed });
}

/** Zero where a token is, a large negative number where padding is, to be added before the softmax. */
function attentionBias(graph: GraphBuilder): Value {
  const wide = graph.add('Unsqueeze', ['attention_mask', graph.integers(1, 2)]);
  const present = graph.add('Cast', [wide], { to: elementType.float });
  return graph.add('Mul', [graph.add('Sub', [graph.scalar(1), present]), graph.scalar(-10_000)]);
}

function encoderLayer(
  graph: GraphBuilder,
  weights: Weights,
  { prefix, hidden, mask }: { prefix: string; hidden: Value; mask: Value },
): Value {
  const dense = (name: string, value: Value): Value =>
    linear(graph, weights, { prefix: `${prefix}.${name}`, value });
  const settle = (name: string, change: Value, before: Value): Value =>
    normalise(graph, weights, { prefix: `${prefix}.${name}`, value: graph.add('Add', [change, before]) });

  const attended = attend(graph, weights.config, {
    query: dense('attention.self.query', hidden),
    key: dense('attention.self.key', hidden),
    value: dense('attention.self.value', hidden),
    mask,
  });
  const seen = settle('attention.output.LayerNorm', dense('attention.output.dense', attended), hidden);
  const thought = dense('output.dense', gelu(graph, dense('intermediate.dense', seen)));
  return settle('output.LayerNorm', thought, seen);
}

interface Attention {
  readonly query: Value;
  readonly key: Value;
  readonly value: Value;
  readonly mask: Value;
}

function attend(graph: GraphBuilder, config: BertConfig, { query, key, value, mask }: Attention): Value {
  const heads = config.num_attention_heads;
  const headSize = config.hidden_size / heads;
  const split = (whole: Value, perm: readonly number[]): Value =>
    graph.add('Transpose', [graph.add('Reshape', [whole, graph.integers(0, 0, heads, headSize)])], { perm });
  const products = graph.add('MatMul', [split(query, [0, 2, 1, 3]), split(key, [0, 2, 3, 1])]);
  const scaled = graph.add('Div', [products, graph.scalar(Math.sqrt(headSize))]);
  const shares = graph.add('Softmax', [graph.add('Add', [scaled, mask])], { axis: -1 });
  const mixed = graph.add('MatMul', [shares, split(value, [0, 2, 1, 3])]);
  const joined = graph.add('Transpose', [mixed], { perm: [0, 2, 1, 3] });
  return graph.add('Reshape', [joined, graph.integers(0, 0, config.hidden_size)]);
}

/** GELU by the error function, in the order of operations that ONNX Runtime recognises and fuses. */
function gelu(graph: GraphBuilder, value: Value): Value {
  const error = graph.add('Erf', [graph.add('Div', [value, graph.scalar(Math.SQRT2)])]);
  const gated = graph.add('Mul', [value, graph.add('Add', [error, graph.scalar(1)])]);
  return graph.add('Mul', [gated, graph.scalar(0.5)]);
}

/** The rows of an embedding table; they become floats after the look-up, so that the table stays small in memory. */
function lookUp(graph: GraphBuilder, weights: Weights, { name, ids }: { name: string; ids: Value }): Value {
  const table = matrix(weights, name);
  const { values, scales } = quantize(table, 'row');
  const stored = graph.bytes(name, [table.rows, table.columns], values);
  const rows = graph.add('Cast', [graph.add('Gather', [stored, ids], { axis: 0 })], {
    to: elementType.float,
  });
  const scale = graph.add('Gather', [graph.floats(`${name}.scale`, [table.rows, 1], scales), ids], {
    axis: 0,
  });
  return graph.add('Mul', [rows, scale]);
}

function linear(graph: GraphBuilder, weights: Weights, at: { prefix: string; value: Value }): Value {
  const name = `${at.prefix}.weight`;
  const turned = transpose(matrix(weights, name));
  const { values, scales } = quantize(turned, 'column');
  const stored = graph.bytes(name, [turned.rows, turned.columns], values);
  const scale = graph.floats(`${name}.scale`, [turned.columns], scales);
  const restored = graph.add('Mul', [graph.add('Cast', [stored], { to: elementType.float }), scale]);
  return graph.add('Add', [
    graph.add('MatMul', [at.value, restored]),
    vector(graph, weights, `${at.prefix}.bias`),
  ]);
}

function normalise(graph: GraphBuilder, weights: Weights, at: { prefix: string; value: Value }): Value {
  const weight = vector(graph, weights, `${at.prefix}.weight`);
  const bias = vector(graph, weights, `${at.prefix}.bias`);
  const epsilon = { float: weights.config.layer_norm_eps };
  return graph.add('LayerNormalization', [at.value, weight, bias], { axis: -1, epsilon });
}

function vector(graph: GraphBuilder, weights: Weights, name: string): Value {
  const values = toFloats(tensor(weights, name).bits);
  return graph.floats(name, [values.length], values);
}

function matrix(weights: Weights, name: string): Matrix {
  const { shape, bits } = tensor(weights, name);
  const [rows, columns] = shape;
  if (rows === undefined || columns === undefined || shape.length !== 2)
    throw new Error(`${name} is not a matrix`);
  return { rows, columns, values: toFloats(bits) };
}

function tensor({ tensors }: Weights, name: string): HalfTensor {
  const found = tensors.get(name);
  if (!found) throw new Error(`the weights have no ${name}`);
  return found;
}

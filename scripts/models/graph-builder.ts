import {
  attributeType,
  elementType,
  type Attribute,
  type Graph,
  type Node,
  type Tensor,
  type ValueInfo,
} from './onnx-messages.ts';

/** A value inside the graph: the output of a node, an input or a constant. */
export type Value = string;

type AttributeValue = number | readonly number[] | { readonly float: number };

/** Collects nodes and constants. Constants of the same name are stored once. */
export interface GraphBuilder {
  add(
    operator: string,
    inputs: readonly Value[],
    attributes?: Readonly<Record<string, AttributeValue>>,
  ): Value;
  /** Like `add`, under a name of one's own choosing: for the graph's outputs. */
  rename(value: Value, name: string): Value;
  floats(name: string, dims: readonly number[], values: Float32Array): Value;
  bytes(name: string, dims: readonly number[], values: Int8Array): Value;
  scalar(value: number): Value;
  integer(value: number): Value;
  integers(...values: readonly number[]): Value;
  finish(name: string, ends: { inputs: readonly ValueInfo[]; outputs: readonly ValueInfo[] }): Graph;
}

export function createGraphBuilder(): GraphBuilder {
  const nodes: Node[] = [];
  const tensors = new Map<string, Tensor>();

  const constant = (tensor: Omit<Tensor, 'rawData'>, values: ArrayBufferView): Value => {
    const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    if (!tensors.has(tensor.name)) tensors.set(tensor.name, { ...tensor, rawData });
    return tensor.name;
  };
  const add: GraphBuilder['add'] = (operator, inputs, attributes = {}) => {
    const name = `${operator}_${nodes.length}`;
    const attribute = Object.entries(attributes).map(toAttribute);
    nodes.push({ name, opType: operator, input: inputs, output: [name], attribute });
    return name;
  };

  return {
    add,
    rename: (value, name) => {
      nodes.push({ name, opType: 'Identity', input: [value], output: [name], attribute: [] });
      return name;
    },
    floats: (name, dims, values) => constant({ name, dims, dataType: elementType.float }, values),
    bytes: (name, dims, values) => constant({ name, dims, dataType: elementType.int8 }, values),
    scalar: (value) =>
      constant({ name: `scalar_${value}`, dims: [], dataType: elementType.float }, Float32Array.of(value)),
    integer: (value) =>
      constant(
        { name: `integer_${value}`, dims: [], dataType: elementType.int64 },
        BigInt64Array.of(BigInt(value)),
      ),
    integers: (...values) =>
      constant(
        { name: `integers_${values.join('_')}`, dims: [values.length], dataType: elementType.int64 },
        BigInt64Array.from(values, BigInt),
      ),
    finish: (name, { inputs, outputs }) => ({ name, nodes, tensors: [...tensors.values()], inputs, outputs }),
  };
}

function toAttribute([name, value]: [string, AttributeValue]): Attribute {
  if (typeof value === 'number') return { name, type: attributeType.int, i: value };
  if ('float' in value) return { name, type: attributeType.float, f: value.float };
  return { name, type: attributeType.ints, ints: value };
}

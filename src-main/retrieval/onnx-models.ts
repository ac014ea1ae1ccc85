import models from '../../resources/models.json' with { type: 'json' };

/** What has to be known of an embedding model that runs here, beside its files. */
export interface OnnxModel {
  readonly name: string;
  readonly dimension: number;
  /** The longest text that is read, in the model's tokens, its marks and prefix included. */
  readonly maxTokens: number;
  readonly graph: string; // in its folder
  /** Put before a text, by what the text is for: the model was trained with them. */
  readonly prefixes: { readonly query: string; readonly passage: string };
  /** Texts at once. One where a vector would depend on its neighbours, as with weights quantised while they run. */
  readonly batchSize: number;
}

/** The English model that comes with Fabula. A larger batch is no faster and takes three times the memory. */
export const bundledModel: OnnxModel = {
  name: models.embedding.name,
  dimension: models.embedding.dimension,
  maxTokens: models.embedding.maxTokens,
  graph: 'onnx/model_int8.onnx',
  prefixes: { query: '', passage: '' },
  batchSize: 8,
};

/** multilingual-e5-small (Wang and others, 2024): a hundred languages, asked and answered with its two prefixes. */
export const multilingualModel: OnnxModel = {
  name: models.multilingual.name,
  dimension: models.multilingual.dimension,
  maxTokens: models.multilingual.maxTokens,
  graph: 'onnx/model_qint8_avx512_vnni.onnx',
  prefixes: { query: 'query: ', passage: 'passage: ' },
  batchSize: 1,
};

import { InvalidArgumentError, Option, type Command } from 'commander';
import type { z } from 'zod';
import { QualityBar } from '../../src-shared/domain/job.ts';
import type { ModelChoice } from '../../src-shared/domain/model.ts';
import { AppError } from '../../src-shared/errors.ts';
import { chooseModels } from '../services/model-choice.ts';
import type { Io } from './io.ts';

/** Turns a verb into a commander action: the verb speaks through `io` and answers with an exit code. */
export type Run = <Options>(
  verb: (options: Options, io: Io) => Promise<number>,
) => (options: Options) => Promise<void>;

/** Adds one verb, with its options, to the program. */
export type AddVerb = (program: Command, run: Run) => void;

/** Reads a whole number of 0 or more. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('Give a whole number.');
  return number;
}

/** What a verb was given, checked. Throws INPUT_INVALID with the field and what is wrong with it. */
export function checked<Output>(schema: z.ZodType<Output>, given: unknown): Output {
  const { success, data, error } = schema.safeParse(given);
  if (success) return data;
  const [issue] = error.issues;
  throw new AppError('INPUT_INVALID', {
    field: issue?.path.join('.') ?? '',
    reason: issue?.message ?? error.message,
  });
}

export interface NovelOptions {
  readonly novel: string;
}

/** `--novel FILE`, which nearly every verb needs. */
export function novelOption(): Option {
  return new Option('--novel <file>', 'the novel (.fabula)').makeOptionMandatory();
}

export interface QualityOptions {
  readonly threshold?: number;
  readonly maxRevisions?: number;
}

/** The options that set the bar for quality assurance. */
export function addQualityOptions(command: Command): Command {
  return command
    .option('--threshold <score>', 'the score every layer must reach, 0 to 100', wholeNumber)
    .option('--max-revisions <n>', 'how often the editor may revise', wholeNumber);
}

/** The bar a verb was given; what is left out takes the defaults of `QualityBar`. Throws INPUT_INVALID. */
export function qualityOf({ threshold, maxRevisions }: QualityOptions): QualityBar {
  return checked(QualityBar, { threshold, maxRevisions });
}

export interface ModelOptions {
  readonly modelFile?: string;
  readonly modelUrl?: string;
  readonly modelName?: string;
  readonly keyEnv?: string;
}

/** The options that name another model than the built-in one. */
export function addModelOptions(command: Command): Command {
  return command
    .option('--model-file <gguf>', 'a GGUF model on this machine instead of the built-in one')
    .option('--model-url <url>', 'an OpenAI-compatible endpoint, such as http://127.0.0.1:11434/v1')
    .option('--model-name <name>', 'the model to ask for there')
    .option('--key-env <variable>', 'the environment variable that holds its key');
}

/** The models a verb was told to use; undefined leaves the choice to the novel, then to this machine. */
export function modelsOf(options: ModelOptions): ModelChoice | undefined {
  const isTold = options.modelFile !== undefined || options.modelUrl !== undefined;
  return isTold ? chooseModels(options) : undefined;
}

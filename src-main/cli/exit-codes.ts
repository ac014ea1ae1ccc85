import type { ErrorCode } from '../../src-shared/errors.ts';

/** What the command line answers with; docs/command-line.md lists them for people. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  novel: 3,
  import: 4,
  model: 5,
  needsHuman: 6,
  disk: 7,
  interrupted: 130,
} as const;

/** The exit code of a failure, by what it is about. */
export function exitCodeOf(code: ErrorCode): number {
  if (code === 'DISK_FULL') return exitCodes.disk;
  if (code.startsWith('IMPORT_')) return exitCodes.import;
  if (code.startsWith('MODEL_') || code === 'EMBEDDING_MODEL_MISSING') return exitCodes.model;
  if (code.startsWith('NOVEL_') || code === 'MIGRATION_FAILED' || code === 'DATABASE_FAILED')
    return exitCodes.novel;
  if (code === 'INPUT_INVALID' || code === 'DECLARATION_INVALID' || code.endsWith('_NOT_FOUND'))
    return exitCodes.usage;
  return exitCodes.failed;
}

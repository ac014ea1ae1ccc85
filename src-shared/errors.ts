/**
 * Every failure the product can name. The words for people stand in resources/locales under `error.<CODE>`, with
 * the placeholders that `data` fills. The list is closed: a foreign error is translated where it enters.
 */
export const errorCodes = [
  // the novel file
  'NOVEL_NOT_FOUND',
  'NOVEL_EXISTS',
  'NOVEL_NOT_A_NOVEL',
  'NOVEL_DAMAGED',
  'NOVEL_NEWER',
  'NOVEL_IN_USE',
  'NOVEL_READ_ONLY',
  'NOVEL_CHANGED_OUTSIDE',
  'NOVEL_NOT_PUBLISHED',
  'NOVEL_NOT_MOVED',
  'MIGRATION_FAILED',
  'BACKUP_FAILED',
  'DISK_FULL',
  'DATABASE_FAILED',
  // manuscript
  'ACT_NOT_FOUND',
  'CHAPTER_NOT_FOUND',
  'SCENE_NOT_FOUND',
  'SCENE_CHANGED',
  'UNDO_CHANGED',
  'UNDO_ENTRY_CHANGED',
  'UNDO_NOT_LAST',
  'SPLIT_NOT_PLACED',
  'MERGE_NOTHING',
  'DRAFT_NOT_FOUND',
  'DRAFT_CLOSED',
  'DRAFT_CHANGED',
  'VERSION_NOT_FOUND',
  'ENTRY_NOT_FOUND',
  'ENTRY_CHANGED',
  // review
  'FINDING_NOT_FOUND',
  'PATCH_NOT_FOUND',
  'PATCH_CLOSED',
  'PATCH_UNPLACED',
  // import
  'IMPORT_NOT_FOUND',
  'IMPORT_EMPTY',
  'IMPORT_TOO_LARGE',
  'IMPORT_NOT_TEXT',
  'IMPORT_NOT_WORD',
  'IMPORT_UNKNOWN_FORMAT',
  'IMPORT_INVALID',
  'IMPORT_GONE',
  'EXPORT_FAILED',
  // models
  'MODEL_NOT_CONFIGURED',
  'MODEL_FILE_MISSING',
  'MODEL_FILE_INVALID',
  'MODEL_LOAD_FAILED',
  'MODEL_UNREACHABLE',
  'MODEL_KEY_MISSING',
  'MODEL_UNAUTHORIZED',
  'MODEL_RATE_LIMITED',
  'MODEL_REFUSED_REQUEST',
  'MODEL_NOT_A_MODEL_SERVER',
  'MODEL_TIMEOUT',
  'MODEL_CUT_SHORT',
  'MODEL_OUTPUT_INVALID',
  'MODEL_PROMPT_TOO_LONG',
  'MODEL_FAILED',
  'MODEL_ANSWERED_NOTHING',
  'MODEL_CIRCUIT_OPEN',
  'MODEL_BUDGET_SPENT',
  'EMBEDDING_MODEL_MISSING',
  'DOWNLOAD_CUT',
  'DOWNLOAD_REFUSED',
  'DOWNLOAD_CHANGED',
  'DOWNLOAD_DAMAGED',
  'DOWNLOAD_NO_ROOM',
  'DOWNLOAD_NOT_KEPT',
  // jobs
  'JOB_NOT_FOUND',
  'JOB_NOT_RESUMABLE',
  'JOB_STEP_REPEATED',
  'JOB_STEP_INVALID',
  'JOB_RECIPE_CHANGED',
  'JOB_INTERRUPTED',
  'WORKER_DIED',
  'WORKER_HUNG',
  'STALE_ATTEMPT',
  // declarations, settings, command line
  'DECLARATION_INVALID',
  'INPUT_INVALID',
  // the window
  'NOVEL_NOT_OPEN',
  'FILE_HANDLE_UNKNOWN',
  'REQUEST_INVALID',
  'ABORTED',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What a message's placeholders are filled with. Never prose, never a key. */
export type ErrorData = Readonly<Record<string, string | number | boolean | null>>;

/** The one error class: a code from the closed list, the values its message needs, and what caused it. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly data: ErrorData;

  constructor(code: ErrorCode, data: ErrorData = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(data)}`, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.data = data;
  }
}

/** How an error travels between processes: structured clone drops the fields of a thrown Error. */
export interface WireError {
  readonly code: ErrorCode;
  readonly data: ErrorData;
  /** The foreign error's own words, for the log. */
  readonly detail: string | null;
}

/** Turns anything thrown into its wire form; what is not an AppError becomes INTERNAL with its words kept. */
export function toWireError(thrown: unknown): WireError {
  if (thrown instanceof AppError)
    return {
      code: thrown.code,
      data: thrown.data,
      detail: thrown.cause === undefined ? null : String(thrown.cause),
    };
  const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return {
    code: 'INTERNAL',
    data: { reason: thrown instanceof Error ? thrown.message : String(thrown) },
    detail,
  };
}

/** The AppError a wire error stood for. */
export function fromWireError(error: WireError): AppError {
  return new AppError(error.code, error.data, error.detail ?? undefined);
}

/** True for the error an aborted signal throws: an abort is a status, not a failure. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError';
}

import { create } from 'zustand';
import { toWireError } from '../../src-shared/errors.ts';
import { sayError } from '../words.ts';

/** A short message at the window's edge. Errors stay until they are closed, the rest for a few seconds. */
export interface Notice {
  readonly id: number;
  readonly kind: 'info' | 'ok' | 'error';
  /** Already in words. */
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface NoticesState {
  readonly notices: readonly Notice[];
}

export const useNotices = create<NoticesState>()(() => ({ notices: [] }));
let lastId = 0;

/** Shows a notice and answers its id. */
export function notify(notice: Omit<Notice, 'id'>): number {
  const id = ++lastId;
  useNotices.setState(({ notices }) => ({ notices: [...notices, { ...notice, id }] }));
  return id;
}

/** Says in plain words what went wrong; that something was stopped is no news to who stopped it. */
export function notifyError(thrown: unknown): void {
  if (toWireError(thrown).code === 'ABORTED') return;
  notify({ kind: 'error', text: sayError(thrown) });
}

/** Takes a notice away. */
export function closeNotice(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Accountant } from '../../agents/model/meter.ts';
import { openAppDatabase } from '../../src-main/db/app-database.ts';
import { listLedger } from '../../src-main/db/ledger.ts';
import type { EmbeddingUse } from '../../src-main/retrieval/embedder.ts';
import { openAccounts } from '../../src-main/services/accounts.ts';
import { keepCaps, keepPrices } from '../../src-main/services/money-settings.ts';
import type { ModelSettings } from '../../src-shared/domain/model.ts';
import { temporaryFolder } from './novel-file.ts';
import { testPrice } from './test-price.ts';

/** A ledger of its own, in which one model has a price, with the accountants that the library's worker would ask. */
export function ledgerOfEmbedding({ model }: { readonly model: string }) {
  const db = openAppDatabase(join(temporaryFolder(), 'app.sqlite'));
  const accounts = openAccounts({ open: () => db, novel: () => ({ id: 'n', title: 'The Book' }) });
  onTestFinished(() => accounts.close());
  keepPrices(db, { [model]: testPrice() });
  const begun = new Map<number, ModelSettings>();
  const accountantOf = (step: EmbeddingUse, onBegin?: () => void): Accountant => ({
    begin: async (call) => {
      onBegin?.();
      const id = Number(accounts.answer({ type: 'begin-call', jobId: null, role: 'embedding', step, call }));
      begun.set(id, call.settings);
      return id;
    },
    end: (id, made) => {
      const settings = begun.get(id);
      if (settings) accounts.note({ type: 'call-ended', id, settings, made });
    },
  });
  const watched = (onBegin?: () => void) => ({
    accountants: { passage: accountantOf('passage', onBegin), query: accountantOf('query', onBegin) },
  });
  return {
    ...watched(),
    /** The same accountants; who asks them is told of it. */
    watched,
    setCap: (perMonth: number | null) => keepCaps(db, { perRun: null, perMonth }),
    /** The oldest first. */
    rows: () => listLedger(db, { offset: 0, limit: 1000 }).toReversed(),
  };
}

import type { z } from 'zod';
import { AllHostLimits, OwnPrices, SpendingCaps } from '../../src-shared/domain/costs.ts';
import { getSetting, setSetting } from '../db/app-database.ts';
import type { Db } from '../db/connection.ts';

const noCaps: SpendingCaps = { perRun: null, perMonth: null };

/** What may be spent in a run and in a month. */
export function readCaps(db: Db): SpendingCaps {
  return read(db, { name: 'spending-caps', shape: SpendingCaps, otherwise: noCaps });
}

/** Keeps the caps; they hold from the next call on, also of a job that runs. */
export function keepCaps(db: Db, caps: SpendingCaps): void {
  setSetting(db, { name: 'spending-caps', value: caps });
}

/** The writer's own prices, by the model's stable name. */
export function readPrices(db: Db): OwnPrices {
  return read(db, { name: 'own-prices', shape: OwnPrices, otherwise: {} });
}

/** Keeps them; they hold from the next call on. */
export function keepPrices(db: Db, prices: OwnPrices): void {
  setSetting(db, { name: 'own-prices', value: prices });
}

/** How fast hosts may be asked, by host. */
export function readHostLimits(db: Db): AllHostLimits {
  return read(db, { name: 'host-limits', shape: AllHostLimits, otherwise: {} });
}

/** Keeps the limits; they hold from the next job on. */
export function keepHostLimits(db: Db, limits: AllHostLimits): void {
  setSetting(db, { name: 'host-limits', value: limits });
}

function read<Value>(
  db: Db,
  { name, shape, otherwise }: { name: string; shape: z.ZodType<Value>; otherwise: Value },
): Value {
  return shape.safeParse(getSetting(db, name)).data ?? otherwise;
}

import { v7 } from 'uuid';

/** A fresh UUIDv7 of the branded id type that is asked for. */
export function newId<Id extends string>(): Id {
  return v7() as Id;
}

import { getSetting, setSetting } from '../db/app-database.ts';
import type { Db } from '../db/connection.ts';

/** Keys of model servers by name. Values leave it only for the worker that calls the server. */
export interface SecretStore {
  /** Whether keys outlive the session: only where the system keeps a keyring to encrypt them with. */
  readonly isLasting: boolean;
  /** The names that have a value. */
  names(): readonly string[];
  /** The value, null where there is none or this machine's keyring cannot read it any more. */
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
}

/** What encrypts: Electron's safeStorage, or another in tests. */
export interface Cipher {
  encrypt(text: string): Buffer;
  /** Throws where the text was encrypted elsewhere. */
  decrypt(sealed: Buffer): string;
}

const setting = 'secrets';

/**
 * Keys sealed by the system's keyring into the app's own database, never into a novel. Without a cipher they live in
 * memory and end with the session.
 */
export function createSecretStore({
  db,
  cipher,
}: {
  readonly db: Db;
  readonly cipher: Cipher | null;
}): SecretStore {
  return cipher ? createSealedStore(db, cipher) : createSessionStore();
}

function createSealedStore(db: Db, cipher: Cipher): SecretStore {
  const sealed = (): Readonly<Record<string, string>> =>
    (getSetting(db, setting) as Record<string, string> | undefined) ?? {};
  const keep = (value: Readonly<Record<string, string>>): void => setSetting(db, { name: setting, value });
  return {
    isLasting: true,
    names: () => Object.keys(sealed()).sort(),
    get: (name) => {
      const text = sealed()[name];
      if (text === undefined) return null;
      try {
        return cipher.decrypt(Buffer.from(text, 'base64'));
      } catch {
        return null; // another machine's keyring sealed it: the key has to be typed again
      }
    },
    set: (name, value) => keep({ ...sealed(), [name]: cipher.encrypt(value).toString('base64') }),
    remove: (name) => keep(Object.fromEntries(Object.entries(sealed()).filter(([kept]) => kept !== name))),
  };
}

function createSessionStore(): SecretStore {
  const values = new Map<string, string>();
  return {
    isLasting: false,
    names: () => [...values.keys()].sort(),
    get: (name) => values.get(name) ?? null,
    set: (name, value) => void values.set(name, value),
    remove: (name) => void values.delete(name),
  };
}

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openAppDatabase } from '../../../src-main/db/app-database.ts';
import { createSecretStore, type Cipher } from '../../../src-main/services/secrets.ts';
import { temporaryFolder } from '../../helpers/novel-file.ts';

/** A keyring of another machine cannot read what this one sealed. */
const keyring = (machine: string): Cipher => ({
  encrypt: (text) => Buffer.from(`${machine}:${Buffer.from(text).toString('hex')}`),
  decrypt: (sealed) => {
    const [owner, hex = ''] = sealed.toString().split(':');
    if (owner !== machine) throw new Error('not sealed here');
    return Buffer.from(hex, 'hex').toString();
  },
});

test('a key outlives the app where there is a keyring, and stands nowhere in clear', () => {
  const path = `${temporaryFolder()}/app.sqlite`;
  const first = openAppDatabase(path);
  createSecretStore({ db: first, cipher: keyring('here') }).set('WRITER_KEY', 'sk-very-secret');
  first.close();
  expect(readFileSync(path).includes('sk-very-secret')).toBe(false);
  const again = openAppDatabase(path);
  const store = createSecretStore({ db: again, cipher: keyring('here') });
  expect([store.isLasting, store.names(), store.get('WRITER_KEY')]).toEqual([
    true,
    ['WRITER_KEY'],
    'sk-very-secret',
  ]);
  store.remove('WRITER_KEY');
  expect([store.names(), store.get('WRITER_KEY')]).toEqual([[], null]);
  again.close();
});

test('without a keyring a key ends with the session and never reaches the disk', () => {
  const path = `${temporaryFolder()}/app.sqlite`;
  const db = openAppDatabase(path);
  const store = createSecretStore({ db, cipher: null });
  store.set('WRITER_KEY', 'sk-very-secret');
  expect([store.isLasting, store.get('WRITER_KEY')]).toEqual([false, 'sk-very-secret']);
  expect(createSecretStore({ db, cipher: null }).names()).toEqual([]);
  db.close();
  expect(readFileSync(path).includes('sk-very-secret')).toBe(false);
});

test('a key that another machine sealed counts as not there, and does not stop the app', () => {
  const db = openAppDatabase(`${temporaryFolder()}/app.sqlite`);
  createSecretStore({ db, cipher: keyring('there') }).set('K', 'v');
  expect(createSecretStore({ db, cipher: keyring('here') }).get('K')).toBeNull();
  db.close();
});

import { safeStorage } from 'electron';
import type { Cipher } from '../services/secrets.ts';

/** The system's keyring; null where it has none, or only the known password that stands in for one on Linux. */
export function systemCipher(): Cipher | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null;
  return {
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (sealed) => safeStorage.decryptString(sealed),
  };
}

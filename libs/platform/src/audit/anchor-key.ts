import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The key that anchors are signed with. It stays outside the database: who changes the trail cannot sign for it. */
export interface AnchorKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** Tells keys apart: whoever keeps it elsewhere notices another key. */
  readonly fingerprint: string;
}

/** The Ed25519 key in the folder; made, readable by its owner only, when there is none yet. */
export function anchorKey(folder: string): AnchorKey {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'anchor-key.pem');
  try {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
  const privateKey = createPrivateKey(readFileSync(file));
  const publicKey = createPublicKey(privateKey);
  const fingerprint = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  return { privateKey, publicKey, fingerprint };
}

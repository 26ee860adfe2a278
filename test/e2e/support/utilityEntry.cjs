// Runs inside one of Electron's utility processes: what the vault does with keys there.
const sodium = require('sodium-native');

process.parentPort.on('message', ({ data }) => {
  if (data.type !== 'try') return;
  const key = Buffer.alloc(sodium.crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
  sodium.sodium_mlock(key);
  sodium.randombytes_buf(key);
  const nonce = Buffer.alloc(sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, 7);
  const plain = Buffer.from(data.text);
  const sealed = Buffer.alloc(plain.length + sodium.crypto_aead_xchacha20poly1305_ietf_ABYTES);
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, plain, null, null, nonce, key);
  const opened = Buffer.alloc(plain.length);
  sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(opened, null, sealed, null, nonce, key);
  let forged = 'opened';
  sealed[0] ^= 1;
  try {
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(Buffer.alloc(plain.length), null, sealed, null, nonce, key);
  } catch {
    forged = 'refused';
  }
  sodium.sodium_memzero(key);
  const zeroed = key.every((byte) => byte === 0);
  sodium.sodium_munlock(key);
  process.parentPort.postMessage({
    opened: opened.toString(),
    forged,
    zeroed,
    bus: process.env.DBUS_SESSION_BUS_ADDRESS ?? null,
  });
});

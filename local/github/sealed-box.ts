import sodium from "libsodium-wrappers";

/** A public key in base64, the name GitHub knows it by, and the opening of what was sealed for it. */
export interface SealedBox {
  readonly keyId: string;
  readonly publicKey: string;
  /** Undefined where this was not sealed for the key. */
  open(sealed: string): string | undefined;
}

/** Makes a key that secrets are sealed for before they are sent. */
export async function newSealedBox(): Promise<SealedBox> {
  await sodium.ready;
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  const encoded = Buffer.from(publicKey);
  return {
    keyId: String(encoded.readBigUInt64BE()),
    publicKey: encoded.toString("base64"),
    open: (sealed) => {
      try {
        const opened = sodium.crypto_box_seal_open(Buffer.from(sealed, "base64"), publicKey, privateKey);
        return Buffer.from(opened).toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
}

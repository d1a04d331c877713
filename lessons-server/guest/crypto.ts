// The part of node:crypto that servers use: randomness, hashes, HMACs and secret keys. The host does the work.
import { Buffer } from "buffer";
import { invalidArgument } from "./invalid-argument.ts";
import { digest, randomBuffer } from "./wall.ts";

type Data = string | Uint8Array | ArrayBufferView;
type Callback = (error: null, result: unknown) => void;

const HASHES = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"];

const bytesOf = (data: Data | KeyObject, encoding?: BufferEncoding): Buffer => {
  if (data instanceof KeyObject) return data.export();
  if (typeof data === "string") return Buffer.from(data, encoding);
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  throw invalidArgument(
    "data",
    "of type string or an instance of Buffer, TypedArray, or DataView",
    data,
  );
};

/** A hash, or an HMAC when it has a key: what it is given is kept, and the host digests it whole. */
class Hash {
  readonly #algorithm: string;
  readonly #key: Buffer | undefined;
  #data: Buffer[] = [];
  #isDone = false;

  constructor(algorithm: string, key?: Buffer) {
    this.#algorithm = String(algorithm);
    this.#key = key;
    // An algorithm that is not there is refused at once, as in Node.
    if (!HASHES.includes(this.#algorithm.toLowerCase()))
      digest(this.#algorithm, Buffer.alloc(0), key);
  }

  update(data: Data, encoding?: BufferEncoding): this {
    this.#assertOpen();
    this.#data.push(bytesOf(data, encoding));
    return this;
  }

  digest(encoding?: BufferEncoding): Buffer | string {
    this.#assertOpen();
    this.#isDone = true;
    const made = digest(this.#algorithm, Buffer.concat(this.#data), this.#key);
    return encoding && (encoding as string) !== "buffer" ? made.toString(encoding) : made;
  }

  copy(): Hash {
    this.#assertOpen();
    const copied = new Hash(this.#algorithm, this.#key);
    copied.#data = [...this.#data];
    return copied;
  }

  #assertOpen(): void {
    if (!this.#isDone) return;
    const error = new Error("Digest already called");
    throw Object.assign(error, { code: "ERR_CRYPTO_HASH_FINALIZED" });
  }
}

/** A secret key. Asymmetric keys are not in the sandbox. */
class KeyObject {
  readonly type = "secret";
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  get symmetricKeySize(): number {
    return this.#key.length;
  }

  export(): Buffer {
    return Buffer.from(this.#key);
  }
}

function randomBytes(size: number, callback?: Callback): Buffer | undefined {
  const bytes = randomBuffer(size);
  if (!callback) return bytes;
  queueMicrotask(() => callback(null, bytes));
  return undefined;
}

function randomUUID(): string {
  const bytes = randomBuffer(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function randomInt(low: number, high?: number | Callback, callback?: Callback): number | undefined {
  const [from, to] = typeof high === "number" ? [low, high] : [0, low];
  const done = typeof high === "function" ? high : callback;
  const number = from + Math.floor(Math.random() * (to - from));
  if (!done) return number;
  queueMicrotask(() => done(null, number));
  return undefined;
}

function getRandomValues<T extends ArrayBufferView>(into: T): T {
  const { buffer, byteOffset, byteLength } = into;
  new Uint8Array(buffer, byteOffset, byteLength).set(randomBuffer(byteLength));
  return into;
}

/** Compares in a time that says nothing of where two secrets differ. */
function timingSafeEqual(one: Data, other: Data): boolean {
  const [left, right] = [bytesOf(one), bytesOf(other)];
  if (left.length !== right.length) {
    const error = new RangeError("Input buffers must have the same byte length");
    throw Object.assign(error, { code: "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH" });
  }
  let difference = 0;
  for (const [i, byte] of left.entries()) difference |= byte ^ (right[i] ?? 0);
  return difference === 0;
}

const notHere = (name: string, instead: string) => (): never => {
  throw new Error(`crypto.${name} is not in the sandbox: ${instead}`);
};
const useSecret = "sign with a shared secret (HS256, createHmac) instead";
const useHmac = "it takes more time than a sandbox has; createHmac('sha256', secret) is there";

export const crypto = {
  randomBytes,
  randomUUID,
  randomInt,
  getRandomValues,
  timingSafeEqual,
  webcrypto: { getRandomValues, randomUUID },
  Hash,
  Hmac: Hash,
  KeyObject,
  createHash: (algorithm: string) => new Hash(algorithm),
  createHmac: (algorithm: string, key: Data | KeyObject) => new Hash(algorithm, bytesOf(key)),
  createSecretKey: (key: Data, encoding?: BufferEncoding) => new KeyObject(bytesOf(key, encoding)),
  getHashes: () => [...HASHES],
  createPublicKey: notHere("createPublicKey", useSecret),
  createPrivateKey: notHere("createPrivateKey", useSecret),
  createSign: notHere("createSign", useSecret),
  createVerify: notHere("createVerify", useSecret),
  generateKeyPairSync: notHere("generateKeyPairSync", useSecret),
  scrypt: notHere("scrypt", useHmac),
  scryptSync: notHere("scryptSync", useHmac),
  pbkdf2: notHere("pbkdf2", useHmac),
  pbkdf2Sync: notHere("pbkdf2Sync", useHmac),
  createCipheriv: notHere("createCipheriv", "nothing here needs to be kept from anybody"),
  createDecipheriv: notHere("createDecipheriv", "nothing here needs to be kept from anybody"),
};

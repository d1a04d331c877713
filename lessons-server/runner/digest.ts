// Hashes for a program: in interpreted code a short password would cost a whole turn.
import { createHash, createHmac } from "node:crypto";
import { Thrown } from "./heap.ts";

/** The algorithms of node:crypto that a program may use. */
const ALGORITHMS = new Set(["md5", "sha1", "sha224", "sha256", "sha384", "sha512"]);
/** Units of fuel, for each digest and for each of its bytes. */
const COST = { each: 2_000, byte: 3 } as const;

type Wanted = {
  readonly algorithm: string;
  readonly data: Uint8Array;
  /** For an HMAC. */
  readonly key: Uint8Array | undefined;
};

/** The digest of `data`. @throws Thrown, in Node's words, for an algorithm that is not there */
export function digest({ algorithm, data, key }: Wanted, pay: (units: number) => void): Uint8Array {
  pay(COST.each + COST.byte * data.length);
  const name = algorithm.toLowerCase().replace("-", "");
  if (!ALGORITHMS.has(name)) {
    const message = key ? `Invalid digest: ${algorithm}` : "Digest method not supported";
    throw new Thrown({ name: key ? "TypeError" : "Error", message, stack: "" });
  }
  return (key ? createHmac(name, key) : createHash(name)).update(data).digest();
}

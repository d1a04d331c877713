// SHA-1 (FIPS 180-4 §6.1), for one purpose: Sec-WebSocket-Accept. crypto.subtle is asynchronous and absent from plain http pages.

/** The 20-byte digest of some bytes. Not for security: SHA-1 is broken, and the WebSocket handshake does not rely on it. */
export function sha1(message: Uint8Array): Uint8Array {
  const padded = pad(message);
  const view = new DataView(padded.buffer);
  const hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let block = 0; block < padded.length; block += 64) addBlock(hash, view, block);
  const digest = new Uint8Array(20);
  const out = new DataView(digest.buffer);
  hash.forEach((word, i) => {
    out.setUint32(i * 4, word);
  });
  return digest;
}

function pad(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const bits = new DataView(padded.buffer);
  bits.setUint32(padded.length - 8, Math.floor(message.length / 2 ** 29));
  bits.setUint32(padded.length - 4, (message.length * 8) >>> 0);
  return padded;
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

function addBlock(hash: number[], view: DataView, block: number): void {
  const words = new Int32Array(80);
  const word = (i: number): number => words[i] as number;
  for (let i = 0; i < 80; i++)
    words[i] =
      i < 16
        ? view.getInt32(block + i * 4)
        : rotate(word(i - 3) ^ word(i - 8) ^ word(i - 14) ^ word(i - 16), 1);
  let [a, b, c, d, e] = hash as [number, number, number, number, number];
  for (let i = 0; i < 80; i++) {
    const [mixed, constant] = round(i, [b, c, d]);
    const next = (rotate(a, 5) + mixed + e + constant + word(i)) | 0;
    [a, b, c, d, e] = [next, a, rotate(b, 30), c, d];
  }
  [a, b, c, d, e].forEach((value, i) => {
    hash[i] = ((hash[i] as number) + value) | 0;
  });
}

type Words = readonly [number, number, number];

function round(i: number, [b, c, d]: Words): readonly [number, number] {
  if (i < 20) return [(b & c) | (~b & d), 0x5a827999];
  if (i < 40) return [b ^ c ^ d, 0x6ed9eba1];
  if (i < 60) return [(b & c) | (b & d) | (c & d), 0x8f1bbcdc];
  return [b ^ c ^ d, 0xca62c1d6];
}

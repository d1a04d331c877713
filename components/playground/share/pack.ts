// A text as a part of an address, and back: compressed, in letters that every program leaves alone. What is unpacked
// comes from strangers, and a small packet may hold a large thing: it is opened bit by bit, and left when it is too much.
import { refused, SHARE_CAPS, type ShareReading, readShare } from "#protocol/share.ts";
import { fromBase64 } from "#trace/base64.ts";
import { toBase64 } from "#trace/to-base64.ts";

// With a checksum, which raw deflate has not: one letter that was changed is noticed.
const FORMAT = "deflate";
/** Bytes handed in at once: they cannot become more than a thousand times as many before somebody looks. */
const SIP = 512;

/** The text packed, in letters, digits, - and _. */
export async function packed(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream(FORMAT));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Reads what was packed. Total: anything is a share, or a sentence that says why not. */
export async function readPacked(encoded: string): Promise<ShareReading> {
  if (encoded.length > SHARE_CAPS.encoded)
    return refused("This link is longer than any of ours: it was left closed.");
  if (!/^[\w-]+$/.test(encoded)) return refused(DAMAGED);
  try {
    const text = await inflated(fromBase64(encoded), SHARE_CAPS.inflated);
    if (text === undefined)
      return refused("What is packed into this link is larger than any run: it was left closed.");
    return readShare(text);
  } catch {
    // Cut off, or changed on its way: what the bytes say of it is nothing for the reader.
    return refused(DAMAGED);
  }
}

const DAMAGED =
  "This link is not whole: a part of it was lost or changed on its way. Ask for it again. The lesson opens as usual.";

/** Undefined if there are more bytes than these. @throws if it is not what was packed. */
async function inflated(bytes: Uint8Array, atMost: number): Promise<string | undefined> {
  let given = 0;
  const sips = new ReadableStream<BufferSource>(
    {
      pull(controller) {
        if (given >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(given, given + SIP));
        given += SIP;
      },
    },
    { highWaterMark: 0 },
  );
  const reader = sips.pipeThrough(new DecompressionStream(FORMAT)).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let [text, size] = ["", 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > atMost) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

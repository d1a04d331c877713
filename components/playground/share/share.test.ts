// A link goes round whole or not at all, carries nothing that is nobody else's, and whatever a stranger makes of one is
// a sentence.
import { deflateRawSync, deflateSync } from "node:zlib";
import { expect, test, vi } from "vitest";
import { SHARE_CAPS, writeShare } from "#protocol/share.ts";
import { build } from "#trace/builder.ts";
import type { Seq, Trace } from "#trace/event.ts";
import { shareIn } from "./in-address.ts";
import { readPacked } from "./pack.ts";
import { fileOf, linkTo, type Takeable, textOf } from "./take-along.ts";

const SECRET = "Zq3vXk9_sandbox-id";
const files = {
  "server.js": 'io.emit("</script>", "{process.env.PATH}");\n',
  "client.js": "io();",
};

function conversation(said: unknown = "hi"): Trace {
  const t = build();
  for (const client of ["Alice", "Bob"]) t.connects(client);
  t.sends("Alice", "say", { args: [said] });
  t.broadcasts("said", { args: [said] });
  t.handles("Bob", "said");
  return t.trace();
}
const taken = (more: Partial<Takeable> = {}): Takeable => ({
  lesson: "who-receives-it",
  files,
  clients: [{ name: "Alice", file: "client.js" }, { name: "Bob" }],
  trace: conversation(),
  playhead: "live",
  selected: undefined,
  ...more,
});
async function partOf(what: Takeable): Promise<string> {
  const link = await linkTo(what, [SECRET]);
  return shareIn(link.ok ? link.hash : "") ?? "";
}
const opened = async (what: Takeable) => {
  const reading = await readPacked(await partOf(what));
  if (!reading.ok) throw new Error(reading.text);
  return reading.shared;
};
const packedText = (text: string): string => deflateSync(text).toString("base64url");
const sentence = async (encoded: string): Promise<string> => {
  const reading = await readPacked(encoded);
  return reading.ok ? "it was opened" : reading.text;
};

test("a link brings the code, who is on stage, the run and the moment", async () => {
  const trace = conversation();
  expect(
    await opened(taken({ playhead: 7 as Seq, selected: 5 as Seq, exercise: "three" })),
  ).toEqual({
    "sockets-101": 1,
    lesson: "who-receives-it",
    exercise: "three",
    files: Object.entries(files).map(([name, text]) => ({ name, text })),
    clients: [{ name: "Alice", file: "client.js" }, { name: "Bob" }],
    at: 7,
    selected: 5,
    trace,
  });
});

test("whoever was live when it was made is shown its end, paused", async () => {
  expect((await opened(taken())).at).toBe(conversation().at(-1)?.seq);
});

test("before anything has run it brings the code alone", async () => {
  expect(await opened(taken({ trace: [] }))).not.toHaveProperty("trace");
});

test("a run that is too long stays behind, and that is said; so is code that is", async () => {
  let seed = 1;
  const letter = () => String.fromCharCode(33 + ((seed = (seed * 16_807) % 2_147_483_647) % 94));
  const random = Array.from({ length: 65_000 }, letter).join("");
  const said = random.slice(0, 50_000);
  const link = await linkTo(taken({ trace: conversation(said) }), [SECRET]);
  expect(link).toMatchObject({
    ok: true,
    without: expect.stringMatching(/^it would need \d+ kB/) as string,
  });
  const { trace, files: code } = await opened(taken({ trace: conversation(said) }));
  expect(trace).toBeUndefined();
  expect(code).toHaveLength(2);
  expect(await linkTo(taken({ files: { "server.js": random } }), [])).toMatchObject({
    ok: false,
    text: expect.stringMatching(/^Your code alone .*: it would need \d+ kB/) as string,
  });
});

test("what nobody could open again is in no link", async () => {
  const long = conversation("a".repeat(1_000_000));
  expect(await linkTo(taken({ trace: long }), [])).toMatchObject({
    ok: true,
    without: "it holds more than a link may open to",
  });
  expect(await opened(taken({ trace: long }))).not.toHaveProperty("trace");
  const many = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i}.js`, ""]));
  expect(await linkTo(taken({ files: many, trace: [] }), [])).toEqual({
    ok: false,
    text: "Your code alone is too much for one: it holds more than a link may open to.",
  });
});

test("no link, file or text says what opens the learner's sandbox, nor an address of anybody's", async () => {
  const masked = conversation(`http://localhost:3000/s/${SECRET}/socket.io/`);
  const link = await linkTo(taken({ trace: masked }), [SECRET]);
  expect(link).toMatchObject({
    ok: true,
    without: expect.stringContaining("spoke of your sandbox") as string,
  });
  expect(await opened(taken({ trace: masked }))).not.toHaveProperty("trace");
  expect(fileOf(taken({ trace: masked }), [SECRET])).toMatchObject({ ok: false });
  expect(textOf(taken({ trace: masked }), [SECRET])).not.toContain(SECRET);

  const own = { "server.js": `io("/s/${SECRET}")` };
  expect((await opened(taken({ files: own }))).files).toEqual([
    { name: "server.js", text: 'io("/s/…")' },
  ]);

  const proxied = conversation().map((event) =>
    event.kind === "http.request"
      ? {
          ...event,
          headers: [
            ["X-Forwarded-For", "192.0.2.7"],
            ["X-Some-Proxy", "peer=192.0.2.7"],
            ...event.headers,
          ] as [string, string][],
        }
      : event,
  );
  expect(JSON.stringify(proxied)).toContain("192.0.2.7");
  const reopened = await opened(taken({ trace: proxied }));
  expect(reopened).toHaveProperty("trace");
  expect(JSON.stringify(reopened)).not.toContain("192.0.2.7");
  expect(textOf(taken({ trace: proxied }), [])).not.toContain("192.0.2.7");
});

test.each([
  ["X-Forwarded-For", "192.0.2.7, 10.0.0.1", "you are 192.0.2.7"],
  ["Forwarded", 'for="[2001:db8::17]:4711";host=192.0.2.1', "2001:db8::17"],
  ["CF-Connecting-IP", "::ffff:192.0.2.7", "192.0.2.7"],
])("what %s says of a person keeps the run here where somebody repeats it", async (...row) => {
  const [header, value, said] = row;
  const via = (trace: Trace): Trace =>
    trace.map((event) =>
      event.kind === "http.request"
        ? { ...event, headers: [[header, value], ...event.headers] }
        : event,
    );
  const what = taken({ trace: via(conversation(said)) });
  expect(await linkTo(what, [])).toMatchObject({
    ok: true,
    without: expect.stringContaining("IP address") as string,
  });
  expect(fileOf(what, [])).toMatchObject({ ok: false });
  expect(textOf(what, [])).not.toContain(said);
  const harmless = taken({ trace: via(conversation("10.0.0.1 is at 192.0.2.1 over https")) });
  expect(await opened(harmless)).toHaveProperty("trace");
});

test("what a proxy says of the site keeps nothing here", () => {
  const headers: [string, string][] = [
    ["X-Forwarded-Proto", "https"],
    ["X-Forwarded-Host", "192.0.2.1:3000"],
    ["X-Forwarded-For", "127.0.0.1, ::1, ::ffff:127.0.0.1"],
  ];
  const trace = conversation("https, 192.0.2.1 and ::ffff:127.0.0.1").map((event) =>
    event.kind === "http.request" ? { ...event, headers } : event,
  );
  expect(fileOf(taken({ trace }), [])).toMatchObject({ ok: true });
});

test("the text for a bug report has a line for each event, and says of which lesson", () => {
  const lines = textOf(taken(), [SECRET]).trimEnd().split("\n");
  expect(lines[0]).toBe(`Sockets 101, lesson who-receives-it, ${conversation().length} events`);
  expect(lines).toHaveLength(conversation().length + 2);
});

test("a link that lost a part, or of which a letter was changed, is a sentence", async () => {
  const whole = await partOf(taken());
  expect(await sentence(whole)).toBe("it was opened");
  const broken = [
    "",
    ...[1, 2, 7, 100, whole.length - 1].map((length) => whole.slice(0, length)),
    whole.slice(1),
    whole.slice(0, -4),
    ...[10, 60, 300, whole.length >> 1, whole.length - 12].map(
      (at) => whole.slice(0, at) + (whole[at] === "A" ? "B" : "A") + whole.slice(at + 1),
    ),
    "<img src=x>",
    "%00",
    deflateRawSync("{}").toString("base64url"),
  ];
  for (const one of broken) expect(await sentence(one)).toMatch(/^This (?:link|is)/);
});

test("a small link that is large inside is left after little more than two megabytes", async () => {
  let came = 0;
  class Counting extends DecompressionStream {
    override readonly readable = super.readable.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(chunk, controller) {
          came += chunk.length;
          controller.enqueue(chunk);
        },
      }),
    );
  }
  vi.stubGlobal("DecompressionStream", Counting);
  const bomb = packedText("a".repeat(40_000_000));
  expect(bomb.length).toBeLessThan(SHARE_CAPS.encoded);
  expect(await sentence(bomb)).toContain("larger than any run");
  expect(came).toBeGreaterThan(SHARE_CAPS.inflated);
  expect(came).toBeLessThan(2 * SHARE_CAPS.inflated);
  vi.unstubAllGlobals();
});

test("what is too long is not unpacked at all, and what is packed twice not twice", async () => {
  expect(await sentence("A".repeat(SHARE_CAPS.encoded + 1))).toContain("longer than any of ours");
  expect(await sentence(packedText(packedText("a".repeat(1_000))))).toContain(
    "no recording of ours",
  );
});

test("nested deeper than anything, from elsewhere, of another version: each is a sentence", async () => {
  const deep = `{"sockets-101":1,"lesson":"a","files":[],"clients":[],"x":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
  expect(await sentence(packedText(deep))).toContain("nested deeper");
  expect(await sentence(packedText('{"any":"thing"}'))).toContain("no recording of ours");
  expect(await sentence(packedText('{"sockets-101":2}'))).toContain(
    "another version of the site (2",
  );
});

test("words that are HTML, script or a prototype come through as words", async () => {
  const names = ["__proto__", "constructor", "<img src=x onerror=alert(1)>"];
  const hostile = { lesson: "a", clients: names.map((name) => ({ name })), files: [] };
  const text = writeShare({ ...hostile, files: names.map((name) => ({ name, text: "{1+1}" })) });
  const reading = await readPacked(packedText(text));
  expect(reading.ok && reading.shared.clients.map(({ name }) => name)).toEqual(names);
  expect(reading.ok && reading.shared.files.map((file) => file.text)).toEqual(
    names.map(() => "{1+1}"),
  );
  expect(({} as Record<string, unknown>)["text"]).toBeUndefined();
});

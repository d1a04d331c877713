import { io } from "socket.io-client";
import { afterEach, describe, expect, it } from "vitest";
import { type ControlRig, ECHO, startControlRig } from "../testing/control-rig.ts";

let rig: ControlRig;
let now = 0;
const clock = (): number => now;
afterEach(() => rig.close());

/** Only a hang may fail. */
const PATIENCE = { timeout: 30_000 };
const ended = (url: string) => fetch(url).then(({ status }) => status === 404);

describe("a sandbox that nobody has come back to", () => {
  it("ends a minute after its page has left, and is made again for whoever still asks", async () => {
    rig = await startControlRig({}, { clock });
    const page = rig.page();
    const opened = await page.open();
    const url = `${rig.url}/s/${opened.sandbox}/`;
    now += 600_000;
    rig.sandboxes.reap();
    expect(await ended(url)).toBe(false);

    left(opened, () => page.socket.disconnect());
    now += 59_000;
    rig.sandboxes.reap();
    expect(await ended(url)).toBe(false);
    now += 1_001;
    rig.sandboxes.reap();
    expect(await ended(url)).toBe(true);

    const again = await rig.page().open({ sandbox: opened.sandbox, token: opened.token });
    expect(again.isSame).toBe(false);
  });

  it("is left running a little longer while somebody is connected to it", async () => {
    rig = await startControlRig({}, { clock });
    const page = rig.page();
    const opened = await page.open();
    await page.ask("run", { program: ECHO });
    await page.until(({ kind }) => kind === "server.listening");
    const guest = io(rig.url, {
      path: `/s/${opened.sandbox}/socket.io/`,
      transports: ["websocket"],
      reconnection: false,
    });
    await new Promise<void>((connected) => guest.on("connect", connected));
    left(opened, () => page.socket.disconnect());
    now += 299_000;
    rig.sandboxes.reap();
    expect(guest.connected).toBe(true);
    const gone = new Promise((resolve) => guest.on("disconnect", resolve));
    now += 1_001;
    rig.sandboxes.reap();
    expect(await gone).toBe("transport close");
  });
});

/** Asks as a page at this address does, and says whether there is one, and each place in the queue meanwhile. */
function ask(address: string, signal = new AbortController().signal) {
  const places: number[] = [];
  const onPlace = (place: number): void => void places.push(place);
  const created = rig.sandboxes.obtain(address, { onPlace, signal });
  const text = created.then((its) => (its.ok ? undefined : its.text));
  return { is: created.then(({ ok }) => ok), text, places };
}

describe("there are only so many sandboxes", () => {
  it("for one address: within a minute, and at once", async () => {
    rig = await startControlRig({ createdPerMinute: 2 }, { clock });
    expect([await ask("a").is, await ask("a").is, await ask("a").is]).toEqual([true, true, false]);
    expect(await ask("b").is).toBe(true);
    now += 30_000;
    expect(await ask("a").is).toBe(true);
    now += 29_000;
    const page = rig.page();
    await page.open();
    await page.open();
    expect(await page.ask("open", {})).toMatchObject({ ok: false });
    // Nobody has come for those of "a", but a minute is not over.
    expect([await ask("a").is, await ask("a").is]).toEqual([false, false]);
    now += 1_000;
    expect([await ask("a").is, await ask("a").is]).toEqual([true, false]);
  });

  it("altogether: who comes then is told when it is their turn", async () => {
    rig = await startControlRig({ live: 1, waiting: 2 }, { clock });
    const [first, second, third] = [rig.page(), rig.page(), rig.page()];
    await first.open();
    const told = second.next("queued");
    let isOpen = false;
    const opening = second.open().then(() => (isOpen = true));
    expect((await told).text).toMatch(/You are next in the queue/);
    const alsoTold = third.next("queued");
    third.ask("open", {}).catch(() => undefined);
    expect((await alsoTold).text).toMatch(/You are second in the queue/);
    expect(await rig.page().ask("open", {})).toMatchObject({
      ok: false,
      text: "All 1 sandboxes of this server are in use, and 2 wait for one. Try again in a minute.",
    });

    // Who leaves the queue makes room in it.
    const gone = new Promise((left) => third.socket.once("disconnect", left));
    third.socket.disconnect();
    await gone;
    const fourth = rig.page();
    await expect
      .poll(async () => {
        const place = fourth.next("queued");
        const asked = fourth.ask("open", {});
        return Promise.race([place, asked]);
      }, PATIENCE)
      .toMatchObject({ text: expect.stringMatching(/You are second/) as string });

    // A sandbox that is waited for does not outlive its page for long.
    const left = new Promise((closed) => first.socket.once("disconnect", closed));
    first.socket.disconnect();
    await left;
    await expect
      .poll(() => {
        now += 10_000;
        rig.sandboxes.reap();
        return isOpen;
      }, PATIENCE)
      .toBe(true);
    await opening;
    await second.ask("run", { program: ECHO });
    await second.until(({ kind }) => kind === "server.listening");
  });
});

describe("a page that does nothing with its sandbox", () => {
  it("gives it back after three quarters of an hour, and is told so", async () => {
    rig = await startControlRig({}, { clock });
    const page = rig.page();
    await page.open();
    now += 2_699_000;
    rig.sandboxes.reap();
    expect(await page.ask("run", { program: ECHO })).toMatchObject({ ok: true });
    now += 2_699_000;
    rig.sandboxes.reap();
    expect(page.socket.connected).toBe(true);
    const taken = page.next("taken");
    now += 1_000;
    rig.sandboxes.reap();
    expect((await taken).text).toMatch(/was not used for long/);
    expect(await page.ask("run", { program: ECHO })).toMatchObject({ ok: false });
    expect(page.trace().some(({ kind }) => kind === "run.ended")).toBe(false);
    expect((await page.open()).isSame).toBe(true);
  });
});

describe("a server that is about to stop", () => {
  it("makes no more sandboxes, and has everybody come back in a moment", async () => {
    rig = await startControlRig();
    const page = rig.page();
    const { sandbox } = await page.open();
    const left = new Promise((gone) => page.socket.once("disconnect", gone));
    await rig.sandboxes.drain(1_000);
    expect(await left).toBe("transport close");
    expect(await ask("a").is).toBe(false);
    for (const path of [`/s/${sandbox}/`, "/control/?EIO=4&transport=polling"]) {
      const { status, headers } = await fetch(rig.url + path);
      expect([status, headers.get("retry-after")]).toEqual([503, "5"]);
    }
  });
});

describe("who waits for a sandbox", () => {
  it("hears why there is none: that they have left, or that the server has stopped", async () => {
    rig = await startControlRig({ live: 1 });
    expect(await ask("a").is).toBe(true);
    const leaving = new AbortController();
    const [left, stays] = [ask("b", leaving.signal), ask("c")];
    leaving.abort();
    expect(await left.text).toMatch(/has left the queue/);
    expect(stays.places).toEqual([2, 1]);
    rig.sandboxes.close();
    expect(await stays.text).toMatch(/about to restart/);
    expect(await ask("d").text).toMatch(/about to restart/);
  });
});

describe("an address of no sandbox", () => {
  it("is answered the same, whatever it is, and asked for only so often by one address", async () => {
    rig = await startControlRig({}, { clock });
    for (const path of ["", "nobody", "nobody/socket.io/?EIO=4&transport=polling", "a.b/x"]) {
      const answer = await fetch(`${rig.url}/s/${path}`);
      expect([answer.status, await answer.text()]).toEqual([
        404,
        "There is no sandbox at this address. It may have ended: press Run on its page.\n",
      ]);
      expect(answer.headers.get("content-security-policy")).toBe("sandbox allow-scripts");
    }
    const { sandbox } = await rig.page().open();
    const ask = (id: string) => fetch(`${rig.url}/s/${id}/`);
    for (let n = 4; n < 20; n++) expect((await ask(`guess-${n}`)).status).toBe(404);
    const { status, headers } = await ask("guess");
    expect([status, headers.get("retry-after")]).toEqual([429, "60"]);
    // Nothing runs in it yet: it is there.
    expect((await ask(sandbox)).status).toBe(503);
    now += 3_000;
    expect([(await ask("guess")).status, (await ask("guess")).status]).toEqual([404, 429]);
  });
});

/** Has the page leave, and control end at this very moment. */
function left({ sandbox, token }: { sandbox: string; token: string }, leave: () => void): void {
  leave();
  // The gateway hears of the page's leaving a little later; by then control is nobody's already.
  rig.sandboxes.owned(sandbox, token)?.control(() => undefined)();
}

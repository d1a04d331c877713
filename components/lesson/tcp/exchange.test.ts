import { array, assert, constant, constantFrom, oneof, property } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arrived,
  BEGINNING,
  carriedOut,
  type Deed,
  type Happening,
  type Moment,
} from "./exchange.ts";
import { lengthOf } from "./end.ts";
import { ladder } from "./ladder.ts";
import { refusalOf, speakers } from "./possible.ts";
import { meaningOf } from "./words.ts";

/** The moment after these deeds, each when all before it had arrived. */
const after = (...deeds: readonly Deed[]): Moment => from(BEGINNING, ...deeds);

function from(moment: Moment, ...deeds: readonly Deed[]): Moment {
  return deeds.reduce((now, deed) => {
    expect([deed, refusalOf(now, deed)]).toEqual([deed, undefined]);
    return carriedOut(now, deed).at(-1) ?? now;
  }, moment);
}

/** What passed, in a line each: who sent it, what it says, its numbers. */
const passed = ({ happened }: Moment) =>
  ladder(happened).arrows.map(
    ({ from, says, numbers, fate }) =>
      `${from}: ${says} (${numbers})${fate === "arrived" ? "" : ` ${fate}`}`,
  );

/** The states that one end went through. */
const states = ({ happened }: Moment, side: "client" | "server") =>
  ladder(happened).rungs.flatMap((rung) => rung[side] ?? []);

const standing = ({ client, server }: Moment) => [client.state, server.state];

describe("a TCP connection", () => {
  it("is established in three segments, and both may speak", () => {
    const moment = after("connect");
    expect(passed(moment)).toEqual([
      "client: SYN (seq 0)",
      "server: SYN, ACK (seq 0 · ack 1)",
      "client: ACK (seq 1 · ack 1)",
    ]);
    expect(states(moment, "client")).toEqual(["SYN-SENT", "ESTABLISHED"]);
    expect(states(moment, "server")).toEqual(["SYN-RECEIVED", "ESTABLISHED"]);
    expect(speakers(moment)).toEqual({
      tcp: "both, at any time.",
      http: "only the client, with a question. The server has to wait for one.",
    });
  });

  it("counts bytes, and acknowledges them with what it says next", () => {
    expect(passed(after("connect", "ask", "answer")).slice(3)).toEqual([
      "client: GET /price (seq 1 · ack 1 · 37 B)",
      "server: ACK (seq 1 · ack 38)",
      "server: 200 OK (seq 1 · ack 38 · 41 B)",
      "client: ACK (seq 38 · ack 42)",
    ]);
  });

  it("is a stream: two questions come in one segment, and an answer in two", () => {
    const two = after("connect", "ask twice");
    expect([two.open, two.heard]).toEqual([2, 2]);
    expect(passed(two)[3]).toBe("client: GET /price, GET /time (seq 1 · ack 1 · 73 B)");
    const long = from(two, "answer at length");
    expect(passed(long).slice(5)).toEqual([
      "server: 200 OK, 1 of 2 (seq 1 · ack 74 · 1460 B)",
      "server: 200 OK, 2 of 2 (seq 1461 · ack 74 · 581 B)",
      "client: ACK (seq 74 · ack 2042)",
    ]);
    expect([long.open, long.heard, long.answered]).toEqual([1, 1, 1]);
  });

  it("carries three questions and their answers, one after the other", () => {
    const moment = after("connect", "ask", "answer", "ask", "answer", "ask", "answer");
    expect(moment.answered).toBe(3);
    expect(passed(moment).filter((line) => line.includes("SYN (")).length).toBe(1);
    expect(standing(moment)).toEqual(["ESTABLISHED", "ESTABLISHED"]);
  });

  it("closes in four segments, and between them is half-closed: the server may still answer", () => {
    const half = after("connect", "ask", "client closes");
    expect(standing(half)).toEqual(["FIN-WAIT-2", "CLOSE-WAIT"]);
    expect(speakers(half).tcp).toBe("only the server; the other has said FIN.");
    const whole = from(half, "answer", "server closes");
    expect(whole.answered).toBe(1);
    expect(standing(whole)).toEqual(["TIME-WAIT", "CLOSED"]);
    expect(states(whole, "server").slice(2)).toEqual(["CLOSE-WAIT", "LAST-ACK", "CLOSED"]);
    expect(passed(after("connect", "client closes", "server closes")).slice(3)).toEqual([
      "client: FIN, ACK (seq 1 · ack 1)",
      "server: ACK (seq 1 · ack 2)",
      "server: FIN, ACK (seq 1 · ack 2)",
      "client: ACK (seq 2 · ack 2)",
    ]);
    expect(standing(from(whole, "wait"))).toEqual(["CLOSED", "CLOSED"]);
  });

  it("closes when both say so at once", () => {
    const [first] = carriedOut(after("connect"), "client closes");
    const moment = from(first ?? BEGINNING, "server closes");
    expect(states(moment, "client").slice(2)).toEqual(["FIN-WAIT-1", "CLOSING", "TIME-WAIT"]);
    expect(states(moment, "server").slice(2)).toEqual(["FIN-WAIT-1", "CLOSING", "TIME-WAIT"]);
    expect(standing(from(moment, "wait"))).toEqual(["CLOSED", "CLOSED"]);
  });

  it("is cut off by an RST, and whoever speaks of what is gone hears one", () => {
    const moment = after("connect", "ask", "server aborts");
    expect(standing(moment)).toEqual(["CLOSED", "CLOSED"]);
    expect(meaningOf(moment.client)).toContain("ECONNRESET");
    expect(speakers(moment).http).toBe("nobody: no question can be asked.");
    const [onWay] = carriedOut(after("connect"), "ask");
    expect(passed(from(onWay ?? BEGINNING, "server aborts")).slice(3)).toEqual([
      "client: GET /price (seq 1 · ack 1 · 37 B)",
      "server: RST, ACK (seq 1 · ack 1)",
      "server: RST (seq 1)",
    ]);
  });

  it("lets the server speak unasked, which HTTP has no place for", () => {
    const moment = after("connect", "speak unasked");
    expect(standing(moment)).toEqual(["FIN-WAIT-2", "CLOSE-WAIT"]);
    expect(moment.answered).toBe(0);
    expect(refusalOf(after("connect", "ask"), "speak unasked")).toMatch(/^A question is open/);
  });

  it("is probed when it is idle, and an end that hears nothing gives up", () => {
    const idle = after("connect", "wait");
    expect(passed(idle).slice(3)).toEqual([
      "client: ACK, a probe (seq 0 · ack 1)",
      "server: ACK (seq 1 · ack 1)",
    ]);
    const halfOpen = from(idle, "forget", "wait", "wait");
    expect(standing(halfOpen)).toEqual(["CLOSED", "ESTABLISHED"]);
    expect(meaningOf(halfOpen.client)).toContain("ETIMEDOUT");
    expect(speakers(halfOpen).tcp).toBe("only the server, which has not noticed that it is alone.");
    expect(standing(from(halfOpen, "wait", "wait"))).toEqual(["CLOSED", "CLOSED"]);
  });

  it("sends again what a network that forgot it has lost, and connects anew afterwards", () => {
    const lost = after("connect", "forget", "ask", "wait");
    expect(passed(lost).slice(3)).toEqual([
      "client: GET /price (seq 1 · ack 1 · 37 B) lost",
      "client: GET /price, again (seq 1 · ack 1 · 37 B) lost",
    ]);
    expect(speakers(lost).http).toBe("nobody: the question has not reached the server.");
    const anew = from(lost, "wait", "connect", "ask", "answer");
    expect(standing(anew)).toEqual(["ESTABLISHED", "ESTABLISHED"]);
    expect(anew.answered).toBe(1);
  });

  it("is given up in silence where nobody counts on it, and an RST breaks nothing there", () => {
    const [asked] = carriedOut(BEGINNING, "connect");
    const given = carriedOut(asked ?? BEGINNING, "client aborts")[0] ?? BEGINNING;
    expect(given.onWay.map(({ segment }) => segment.flags)).toEqual([["SYN"]]);
    expect(ladder(given.happened).rungs.at(-1)?.sentence).toContain("says nothing");
    const whole = after("connect", "client closes", "server closes");
    expect(passed(from(whole, "client aborts"))).toEqual(passed(whole));
    const [, received] = carriedOut(BEGINNING, "connect");
    const cut = from(received ?? BEGINNING, "client aborts");
    expect([received?.server.state, cut.server.state]).toEqual(["SYN-RECEIVED", "LISTEN"]);
  });

  it("has no place in HTTP for what nobody asked, after the client’s FIN either", () => {
    const moment = after("connect", "client closes", "speak unasked");
    expect(ladder(moment.happened).rungs.at(-2)?.sentence).toContain("nobody asked");
  });

  it("knows a question and an answer that are on their way", () => {
    const [, , received] = carriedOut(BEGINNING, "connect");
    const [asked] = carriedOut(received ?? BEGINNING, "ask");
    expect(speakers(asked ?? BEGINNING).http).toBe("nobody: the question is on its way.");
    const [answered] = carriedOut(after("connect", "ask"), "answer");
    const [closed] = carriedOut(answered ?? BEGINNING, "server closes");
    expect(speakers(closed ?? BEGINNING).http).toBe("nobody: the answer is on its way.");
    expect(speakers(after("connect", "ask", "server closes")).http).toBe(
      "nobody: the answer will never come.",
    );
  });

  it("says why something cannot be done", () => {
    const deeds: readonly Deed[] = ["ask", "answer", "server closes", "client aborts", "forget"];
    for (const deed of deeds) expect(refusalOf(BEGINNING, deed)).toMatch(/^The|^There/);
    expect(refusalOf(after("connect"), "answer")).toContain("nobody has asked");
    expect(refusalOf(after("connect", "client closes"), "ask")).toContain("has said FIN");
    expect(refusalOf(BEGINNING, "wait")).toContain("time changes nothing");
  });
});

const DEEDS: readonly Deed[] = [
  "connect",
  "ask",
  "ask twice",
  "answer",
  "answer at length",
  "speak unasked",
  "client closes",
  "client aborts",
  "server closes",
  "server aborts",
  "forget",
  "wait",
];

describe("whatever is done, at whatever moment", () => {
  it("loses no byte but to the network, counts them rightly, and can be said in words", () => {
    const acts = array(oneof(constantFrom(...DEEDS), constant("arrives" as const)), {
      maxLength: 30,
    });
    assert(
      property(acts, (all) => {
        let moment = after("connect");
        for (const act of all) {
          if (act === "arrives") moment = arrived(moment) ?? moment;
          else if (refusalOf(moment, act) === undefined)
            moment = carriedOut(moment, act)[0] ?? moment;
        }
        holds(moment);
        let next: Moment | undefined = moment;
        for (let left = 100; (next = arrived(moment)); left--) {
          expect(left).toBeGreaterThan(0);
          moment = next;
        }
        holds(moment);
      }),
      { numRuns: 150 },
    );
  });
});

function holds(moment: Moment): void {
  const { client, server, happened, open, heard } = moment;
  expect(Math.min(open, heard)).toBeGreaterThanOrEqual(0);
  const areThere = ![client, server].some(({ state }) => state === "CLOSED" || state === "LISTEN");
  const isAhead = client.expects > server.next || server.expects > client.next;
  expect(areThere && isAhead).toBe(false);
  const { rungs, arrows } = ladder(happened);
  expect(rungs.every(({ sentence }) => sentence.endsWith(".") && !/undefined/.test(sentence))).toBe(
    true,
  );
  expect(arrows.length).toBe(happened.reduce((sum, { sends }) => sum + sends.length, 0));
  expect(
    `${meaningOf(client)}${meaningOf(server)}${Object.values(speakers(moment)).join("")}`,
  ).not.toContain("undefined");
  expect(happened.flatMap(sizes).every((size) => size <= 1_460)).toBe(true);
}

const sizes = ({ sends }: Happening) => sends.map(({ segment }) => lengthOf(segment));

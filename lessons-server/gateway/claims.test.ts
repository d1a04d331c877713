import { expect, it } from "vitest";
import type { Operation } from "#protocol/runner.ts";
import { createClaims } from "./claims.ts";
import { LIMITS } from "./limits.ts";

const opened = (id: string): Operation => ({
  op: "socketOpened",
  session: 1,
  nsp: "/",
  id,
  recovered: false,
});
const closed = (id: string): Operation => ({
  op: "socketClosed",
  session: 1,
  nsp: "/",
  id,
  reason: "transport close",
});
const moved = (op: "joined" | "left", id: string, room: string): Operation => ({
  op,
  nsp: "/",
  id,
  room,
});
/** The first of these numbers of which something is not admitted. */
const firstRefused = (admits: (i: number) => boolean, most = 50_000): number | undefined => {
  for (let i = 0; i < most; i++) if (!admits(i)) return i;
  return undefined;
};

it("lets sockets come and go for ever, as long as few are there", () => {
  const admits = createClaims({ ...LIMITS, clients: 1 });
  const comesAndGoes = (i: number): boolean =>
    [
      moved("joined", `early ${i}`, "waiting"),
      opened(`s${i}`),
      moved("joined", `s${i}`, `s${i}`),
      closed(`s${i}`),
      moved("left", `s${i}`, `s${i}`),
      moved("left", `early ${i}`, "waiting"),
    ].every(admits);
  expect(firstRefused(comesAndGoes)).toBeUndefined();
});

it("admits no more sockets than all clients could have, open or only in rooms", () => {
  const one = createClaims({ ...LIMITS, clients: 1 });
  expect(firstRefused((i) => one(opened(`s${i}`)))).toBe(32);
  const early = createClaims({ ...LIMITS, clients: 2 });
  expect(firstRefused((i) => early(moved("joined", `s${i}`, "room")))).toBe(64);
});

it("admits no more rooms than a program could have", () => {
  const admits = createClaims(LIMITS);
  for (let i = 0; i < 50_000; i++) expect(admits(moved("joined", "s", "again"))).toBe(true);
  for (let i = 0; i < 50_000; i++) expect(admits(moved("left", "s", "never"))).toBe(true);
  expect(firstRefused((i) => admits(moved("joined", `s${i % 10}`, `room ${i}`)))).toBe(9_999);
});

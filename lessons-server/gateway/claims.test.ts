import { expect, it } from "vitest";
import type { Operation } from "#protocol/runner.ts";
import { type Claims, createClaims } from "./claims.ts";
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
type TooMany = ReturnType<Claims>;
/** The first of these numbers with which something is claimed too often, and what. */
const firstRefused = (claim: (i: number) => TooMany): [number, TooMany] | undefined => {
  for (let i = 0; i < 50_000; i++) {
    const tooMany = claim(i);
    if (tooMany) return [i, tooMany];
  }
  return undefined;
};

it("lets sockets come and go for ever, as long as few are there", () => {
  const claims = createClaims({ ...LIMITS, clients: 1 });
  const comesAndGoes = (i: number): TooMany =>
    [
      moved("joined", `early ${i}`, "waiting"),
      opened(`s${i}`),
      moved("joined", `s${i}`, `s${i}`),
      closed(`s${i}`),
      moved("left", `s${i}`, `s${i}`),
      moved("left", `early ${i}`, "waiting"),
    ]
      .map(claims)
      .find(Boolean);
  expect(firstRefused(comesAndGoes)).toBeUndefined();
});

it("admits no more sockets than all clients could have, open or only in rooms", () => {
  const one = createClaims({ ...LIMITS, clients: 1 });
  expect(firstRefused((i) => one(opened(`s${i}`)))).toEqual([32, "sockets"]);
  const early = createClaims({ ...LIMITS, clients: 2 });
  expect(firstRefused((i) => early(moved("joined", `s${i}`, "room")))).toEqual([64, "sockets"]);
});

it("admits no more rooms than a program could have", () => {
  const claims = createClaims(LIMITS);
  expect(firstRefused(() => claims(moved("joined", "s", "again")))).toBeUndefined();
  expect(firstRefused(() => claims(moved("left", "s", "never")))).toBeUndefined();
  const joins = (i: number): TooMany => claims(moved("joined", `s${i % 10}`, `room ${i}`));
  expect(firstRefused(joins)).toEqual([9_999, "memberships"]);
});

// Whatever has to do with the selected event is lit in every table that lists it.
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import type { Seq } from "#trace/event.ts";
import { kinOf } from "#trace/kin.ts";
import { Acks } from "#components/views/acks/acks.tsx";
import { Clients } from "#components/views/clients/clients.tsx";
import { Log } from "#components/views/log/log.tsx";
import { Rooms } from "#components/views/rooms/rooms.tsx";

const said = { from: { side: "server" }, level: "log", where: undefined } as const;

const lit = (view: ReactNode): readonly string[] =>
  [...renderToStaticMarkup(view).matchAll(/data-kin="true"[^>]*>(.*?)<\/(?:button|div)>/g)].map(
    ([, inner = ""]) =>
      inner
        .replace(/<[^>]+>/g, " ")
        .replaceAll(/\s+/g, " ")
        .trim(),
  );

it("lights what the selected event caused and was caused by, and nothing that others did", () => {
  const t = build();
  for (const client of ["Alice", "Bob"]) t.connects(client);
  t.sends("Bob", "idle", { ack: 1 });
  t.joins("Bob", "away");
  const told = t.fact({
    kind: "act",
    act: 1,
    client: "Alice",
    deed: { do: "emitWithAck", nsp: "/", event: "ask", args: [], timeout: 100 },
  });
  t.sends("Alice", "ask", { ack: 1 });
  const joined = t.trace().length;
  t.joins("Alice", "red");
  const turn = t.turn({ by: "load" });
  const logged = t.fact({ kind: "log", ...said, turn, text: "by itself" });
  const trace = t.trace();
  const about = (selected: Seq) => ({
    trace,
    selected,
    kin: kinOf(trace, selected).seqs,
    onGo: () => {},
  });
  const log = (selected: Seq) => <Log {...about(selected)} placeOf={() => null} />;
  expect(lit(<Rooms {...about(told.seq)} />)).toEqual([`+ A ${joined}`]);
  expect(lit(<Acks {...about(told.seq)} onLine={() => {}} />)).toEqual(["ask"]);
  expect(lit(log(told.seq))).toEqual([]);
  expect(lit(log(logged.seq))).toEqual([String(logged.at)]);
  expect(lit(<Rooms {...about(logged.seq)} />)).toEqual([]);
  const opened = trace.findLast(({ kind }) => kind === "socket.opened")?.seq as Seq;
  const [sheet, ...others] = lit(<Clients {...about(opened)} />);
  expect([sheet, others]).toEqual([expect.stringContaining("connected"), []]);
});

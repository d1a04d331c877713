// Everything that was sent, anyone's: what the view says of it, and which it chooses.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { allSendings, isWhose, sendingOf } from "#trace/all-sendings.ts";
import { type Builder, build } from "#trace/builder.ts";
import type { Seq } from "#trace/event.ts";
import { kinOf } from "#trace/kin.ts";
import { Deliveries } from "./deliveries.tsx";
import { SendingsList } from "./sendings-list.tsx";

const SCENE = ["Alice", "Bob"];
const textOf = (t: Builder, selected: Seq | undefined): string =>
  renderToStaticMarkup(
    <Deliveries
      trace={t.trace()}
      run={t.trace()}
      scene={SCENE}
      selected={selected}
      kin={selected === undefined ? undefined : kinOf(t.trace(), selected)}
      onSelect={() => {}}
      onLine={() => {}}
    />,
  ).replaceAll(/<[^>]*>/g, " ");

function chat() {
  const t = build();
  for (const client of SCENE) t.connects(client);
  t.sends("Alice", "say", { args: ["hi"], ack: 0 });
  const packet = t.trace().at(-2)?.seq as Seq;
  t.broadcasts("said", { args: ["hi"] });
  t.acks("Alice", 0, { args: ["ok"] });
  t.handles("Bob", "said");
  return { t, packet };
}

describe("everything that was sent", () => {
  it("is the server's first, and a client's as soon as that is looked at", () => {
    const { t, packet } = chat();
    expect(textOf(t, undefined)).toMatch(/answers Alice.* 2 of 2 /s);
    const text = textOf(t, packet);
    expect(text).toMatch(
      /say.*hi.*from Alice.* to the server.*wants an acknowledgement.* 1 of 3 /s,
    );
    expect(text).toMatch(
      /the server .*arrived .*say arrived at the server\. It was taken up in turn/s,
    );
    expect(text).toMatch(/Alice .*asked .*Answered after .* ms:/s);
  });

  it("is, for every other event, the nearest that has to do with it", () => {
    const { t } = chat();
    const trace = t.trace();
    const handled = trace.at(-1)?.seq as Seq;
    const turn = trace.findLast(({ kind }) => kind === "turn")?.seq as Seq;
    const all = allSendings(trace);
    expect(sendingOf(all, handled, kinOf(trace, handled))?.by).toBe("server");
    expect(sendingOf(all, turn, kinOf(trace, turn))?.by).toBe("client");
    expect(sendingOf(all, 0 as Seq, kinOf(trace, 0 as Seq))).toBeUndefined();
    const of = (client: string) => all.filter((one) => isWhose(one, { client })).length;
    expect([of("Alice"), of("Bob"), all.length]).toEqual([1, 0, 3]);
  });

  it("is listed around the one that is shown, however many there are", () => {
    const t = build();
    t.connects("Alice");
    for (let i = 0; i < 1_000; i++) t.emits("Alice", "tick");
    const all = allSendings(t.trace());
    const html = renderToStaticMarkup(
      <SendingsList all={all} index={500} cast={[]} kin={undefined} onChoose={() => {}} />,
    );
    expect(html.match(/<button/g)).toHaveLength(101);
    expect(html).toContain("450 before these");
    expect(html).toContain("449 after these");
  });
});

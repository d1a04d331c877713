// `/s/<id>/…`: leads whoever has a sandbox's address to it.
import type { IncomingMessage } from "node:http";
import type { Mount } from "../mount.ts";
import { parseSandboxAddress, type SandboxAddress } from "./address.ts";
import { knownSandboxes, type Surroundings, type Unknown } from "./known-sandboxes.ts";
import { answerPlainly, refuseUpgrade } from "./plain-answer.ts";
import type { Sandbox } from "./sandbox.ts";
import type { Sandboxes } from "./sandboxes.ts";

type Meant =
  | { readonly ok: true; readonly sandbox: Sandbox; readonly address: SandboxAddress }
  | Unknown;

export function sandboxMount(
  sandboxes: Pick<Sandboxes, "byId" | "close"> & Partial<Pick<Sandboxes, "isDraining">>,
  surroundings?: Surroundings,
): Mount {
  const known = knownSandboxes(sandboxes, surroundings);

  function meant(req: IncomingMessage): Meant {
    const parsed = parseSandboxAddress(req.url ?? "/");
    if (!parsed.ok && parsed.why === "elsewhere") return known.missed(req);
    if (!parsed.ok) return { ok: false, status: 400, text: parsed.text };
    const found = known.find(req, parsed.address.id);
    return found.ok ? { ...found, address: parsed.address } : found;
  }

  return {
    prefix: "/s/",
    request(req, res) {
      const to = meant(req);
      if (to.ok) to.sandbox.handleRequest(req, res, to.address);
      else answerPlainly(res, to.status, to.text);
    },
    upgrade(req, socket, head) {
      const to = meant(req);
      if (to.ok) to.sandbox.handleUpgrade({ req, socket, head }, to.address);
      else refuseUpgrade(socket, to.status, to.text);
    },
    close: async () => sandboxes.close(),
  };
}

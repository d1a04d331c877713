// `/s/<id>/…`: leads whoever has a sandbox's address to it. The id is all the permission there is.
import type { Mount } from "../mount.ts";
import { parseSandboxAddress, type SandboxAddress } from "./address.ts";
import type { Tell } from "./happening.ts";
import { answerPlainly, refuseUpgrade } from "./plain-answer.ts";
import type { Sandbox } from "./sandbox.ts";
import type { Sandboxes } from "./sandboxes.ts";

type Meant =
  | { readonly ok: true; readonly sandbox: Sandbox; readonly address: SandboxAddress }
  | { readonly ok: false; readonly status: number; readonly text: string };

/** The same for what never was, what has ended, and what is no id at all: nothing is to be learnt by trying. */
const UNKNOWN = {
  ok: false,
  status: 404,
  text: "There is no sandbox at this address. It may have ended: press Run on its page.",
} as const;

export function sandboxMount(
  sandboxes: Pick<Sandboxes, "byId" | "close">,
  tell: Tell = () => undefined,
): Mount {
  function meant(url = "/"): Meant {
    const parsed = parseSandboxAddress(url);
    if (!parsed.ok && parsed.why === "elsewhere") return UNKNOWN;
    if (!parsed.ok) return { ok: false, status: 400, text: parsed.text };
    const sandbox = sandboxes.byId(parsed.address.id);
    if (sandbox) return { ok: true, sandbox, address: parsed.address };
    tell({ is: "rejected", why: "sandbox" });
    return UNKNOWN;
  }

  return {
    prefix: "/s/",
    request(req, res) {
      const to = meant(req.url);
      if (to.ok) to.sandbox.handleRequest(req, res, to.address);
      else answerPlainly(res, to.status, to.text);
    },
    upgrade(req, socket, head) {
      const to = meant(req.url);
      if (to.ok) to.sandbox.handleUpgrade({ req, socket, head }, to.address);
      else refuseUpgrade(socket, to.status, to.text);
    },
    close: async () => sandboxes.close(),
  };
}

// `npm run bench`: what DESIGN §7 promises, measured beside the plain alternatives. The bundle of this file is every
// process of the benchmark: without a role it compares, in a role it serves or loads.
import { compare } from "./compare.ts";
import { playBare } from "./hosts/bare.ts";
import { playChild } from "./hosts/child.ts";
import { type SandboxSettings, playSandbox } from "./hosts/sandbox.ts";
import { playCrowd } from "./load/crowd.ts";
import { playLoad } from "./load/generator.ts";
import type { Role } from "./processes.ts";

const roles: Record<Role, (settings: object) => void | Promise<void>> = {
  sandbox: (settings: SandboxSettings) => playSandbox(settings),
  bare: playBare,
  child: playChild,
  load: playLoad,
  crowd: playCrowd,
};

const [flag, role, settings = "{}"] = process.argv.slice(2);
if (flag === "--role") await roles[role as Role](JSON.parse(settings) as object);
else await compare(process.argv.slice(2));

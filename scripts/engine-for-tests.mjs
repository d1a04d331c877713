// Tests that need a sandbox run the built engine and the bundled runner: build what is not current.
import { build } from "./build.mjs";

export const setup = () => build(["engine", "bundles"]);

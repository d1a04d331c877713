import { defineConfig, devices } from "@playwright/test";
import { findBrowser } from "./e2e/browser.ts";
import { ownPort } from "./e2e/free-port.ts";

const port = await ownPort();
const { source, ...launchOptions } = await findBrowser();
if (process.env["TEST_WORKER_INDEX"] === undefined) console.log(`Browser: ${source}`);

export default defineConfig({
  testDir: "e2e",
  // Much of a test is waiting for somebody: a clock, a server, another page.
  workers: 3,
  fullyParallel: true,
  reporter: "list",
  // Long enough that no test fails because the machine is slow.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env["CI"]),
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://localhost:${port}`,
    launchOptions,
    // It costs a third more, and every test pays: `npm run e2e -- --trace retain-on-failure` when one fails.
    trace: "off",
  },
  webServer: {
    command: "node scripts/start.mjs",
    // All the tests are one visitor.
    env: { PORT: String(port), HOST: "localhost", SANDBOXES_PER_MINUTE: "1000" },
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    // Long enough to build the site on a slow machine, should nobody have done so.
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
  },
});

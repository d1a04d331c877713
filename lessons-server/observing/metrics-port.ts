// The metrics on a port of their own, which nobody outside this machine reaches: they are not for learners.
import { createServer } from "node:http";
import { listenFailure } from "../address.ts";
import { answerPlainly } from "../gateway/plain-answer.ts";
import type { Metrics } from "./metrics.ts";

/** Serves `/metrics` on 127.0.0.1. @throws with a sentence when the port cannot be had. Returns the stop. */
export async function openMetricsPort(
  port: number,
  metrics: Pick<Metrics, "text" | "contentType">,
): Promise<() => void> {
  const server = createServer((req, res) => {
    if (req.method !== "GET" || req.url !== "/metrics")
      return answerPlainly(res, 404, "Here is nothing but GET /metrics.");
    metrics.text().then(
      (text) => res.writeHead(200, { "Content-Type": metrics.contentType }).end(text),
      () => answerPlainly(res, 500, "The metrics could not be read."),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(portFailure(error, port)));
    server.listen(port, "127.0.0.1", resolve);
  });
  return () => {
    server.close();
    server.closeAllConnections();
  };
}

function portFailure(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== "EADDRINUSE") return listenFailure(error, { host: "127.0.0.1", port });
  return new Error(
    `METRICS_PORT ${port} is in use by another program. Choose another, or leave METRICS_PORT out.`,
    { cause: error },
  );
}

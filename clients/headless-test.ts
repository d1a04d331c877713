// For tests: a bare socket.io server of our own and headless clients on it, whose reports can be waited for.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type ServerOptions, type Socket } from "socket.io";
import { onTestFinished } from "vitest";
import type { Report, ReportOf } from "#protocol/client.ts";
import { bundledWorker } from "./bundled-worker.ts";
import { type ClientOpening, type HeadlessClient, openClient } from "./node-host.ts";

export type TestServer = {
  readonly io: Server;
  readonly url: string;
  readonly close: () => Promise<void>;
};

/** A server on a free port, closed when the test ends. */
export async function listen(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const http = createServer((request, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.end(`${request.method} ${request.url} ${request.headers["content-type"] ?? ""}`);
  });
  const io = new Server(http, options);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const close = async () => {
    await io.close();
  };
  onTestFinished(close);
  return { io, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, close };
}

/** The Engine.IO session that carries a socket. */
export function engineId(socket: Socket): string {
  return (socket.conn as unknown as { readonly id: string }).id;
}

export type WatchedClient = HeadlessClient & {
  readonly reports: readonly Report[];
  /** The first report for which `holds` does, past or to come. */
  readonly until: (holds: (report: Report) => boolean) => Promise<Report>;
  /** The first report of this client being in this state, past or to come. */
  readonly reaches: (state: ReportOf<"client">["state"]["state"], nsp?: string) => Promise<Report>;
};

/** A headless client of the server, closed when the test ends. */
export async function join(
  server: { readonly url: string },
  opening: Partial<Omit<ClientOpening, "onReport" | "worker">> = {},
): Promise<WatchedClient> {
  const reports: Report[] = [];
  const waiting = new Set<(report: Report) => void>();
  const client = openClient({
    name: "Alice",
    url: server.url,
    // A busy machine must not be taken for an endless loop.
    patience: 20_000,
    ...opening,
    worker: await bundledWorker(),
    onReport(report) {
      reports.push(report);
      for (const tell of waiting) tell(report);
    },
  });
  onTestFinished(() => client.close());
  const until = (holds: (report: Report) => boolean): Promise<Report> => {
    const past = reports.find(holds);
    if (past) return Promise.resolve(past);
    return new Promise((resolve) => {
      const tell = (report: Report) => {
        if (!holds(report)) return;
        waiting.delete(tell);
        resolve(report);
      };
      waiting.add(tell);
    });
  };
  return {
    ...client,
    reports,
    until,
    reaches: (state, nsp = "/") =>
      until(
        (report) =>
          report.report === "client" && report.nsp === nsp && report.state.state === state,
      ),
  };
}

/** The reports of a client, with socket ids, durations and places taken out, for comparison. */
export function plain(reports: readonly Report[]): readonly unknown[] {
  return reports.map((report) => {
    if (report.report === "handled") {
      const { ms: _ms, sid: _sid, ...rest } = report;
      return rest;
    }
    if (report.report === "log") {
      const { where: _where, ...rest } = report;
      return rest;
    }
    if (report.report !== "client") return report;
    const { state } = report;
    return state.state === "connected" ? { ...report, state: { ...state, id: "id" } } : report;
  });
}

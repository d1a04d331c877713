// The ceiling: socket.io in this very process, nothing between it and its clients.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { answerCalls } from "../calls.ts";
import { behave } from "../program.ts";
import { type Host, ownCpuMs, ownMemory } from "./host.ts";

export function playBare(): void {
  const programs = new Map<number, Server>();
  let started = 0;

  const host: Host = {
    boot: () => 0,
    start: async () => {
      const began = performance.now();
      const http = createServer();
      const io = new Server(http);
      behave(io);
      await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
      const ms = performance.now() - began;
      const { port } = http.address() as AddressInfo;
      programs.set(++started, io);
      return { program: started, url: `http://127.0.0.1:${port}`, path: "/socket.io", ms };
    },
    stop: async (program) => {
      await programs.get(program)?.close();
      programs.delete(program);
    },
    usage: () => ({ cpu: { server: ownCpuMs() } }),
    memory: () => ({ server: ownMemory() }),
  };
  answerCalls(host, async () => {
    for (const io of programs.values()) await io.close();
  });
}

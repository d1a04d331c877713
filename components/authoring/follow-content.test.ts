import { EventEmitter } from "node:events";
import { expect, test, vi } from "vitest";
import { follow } from "./follow-content.tsx";

function following() {
  const server = new EventEmitter();
  const refresh = vi.fn<() => void>();
  follow(server as never, refresh);
  return { server, refresh };
}

test("the page is asked for again at each change, and not before", () => {
  const { server, refresh } = following();
  server.emit("connect");
  expect(refresh).not.toHaveBeenCalled();
  server.emit("changed", ["rooms/lesson.mdx"]);
  server.emit("changed", ["rooms/scene.ts"]);
  expect(refresh).toHaveBeenCalledTimes(2);
});

test("what changed while the server was away is fetched when it is back, once", () => {
  const { server, refresh } = following();
  server.emit("connect");
  server.emit("disconnect", "transport close");
  expect(refresh).not.toHaveBeenCalled();
  server.emit("connect");
  expect(refresh).toHaveBeenCalledTimes(1);
});

// In development: asks for the page again whenever its author saves a file of the course. What the learner has written
// and done stays, since the page is not loaded anew.
"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { io, type Socket } from "socket.io-client";
import { AUTHORING_PATH, type ToAuthor } from "#protocol/authoring.ts";

export function FollowContent() {
  const router = useRouter();
  useEffect(() => {
    const server: Socket<ToAuthor> = io({ path: AUTHORING_PATH, transports: ["websocket"] });
    follow(server, () => router.refresh());
    return () => void server.disconnect();
  }, [router]);
  return null;
}

/** Refreshes at each change, and after every time that nobody could have told of one. */
export function follow(server: Pick<Socket<ToAuthor>, "on">, refresh: () => void): void {
  let wasAway = false;
  server.on("changed", refresh);
  server.on("disconnect", () => {
    wasAway = true;
  });
  server.on("connect", () => {
    if (wasAway) refresh();
    wasAway = false;
  });
}

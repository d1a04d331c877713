import type { WrittenFigure } from "#protocol/figure.ts";
import { connect, emit } from "../../acts.ts";
import { scene } from "../scene.ts";

/** They come when they are told to. */
export const figure: WrittenFigure = {
  scene: {
    clients: scene.clients.map(({ name, file }) => ({
      name,
      file,
      autoConnect: false,
      reconnection: false,
    })),
  },
  acts: [connect("Carol"), connect("Bob"), connect("Alice"), emit("Alice", "tell everyone")],
};

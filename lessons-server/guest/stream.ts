// The oldest part of node:stream, which packages still build on: a thing that emits "data" and "end", and can be piped.
import EventEmitter from "events";

type Destination = EventEmitter & {
  write(chunk: unknown): boolean;
  end?(): void;
};

/** Sends what `source` emits on to `to`, and ends that with it. */
export function pipeTo<T extends Destination>(source: EventEmitter, to: T): T {
  source.on("data", (chunk: unknown) => void to.write(chunk));
  source.once("end", () => to.end?.());
  to.emit("pipe", source);
  return to;
}

function LegacyStream(this: EventEmitter): void {
  EventEmitter.call(this);
}
Object.setPrototypeOf(LegacyStream, EventEmitter);
Object.setPrototypeOf(LegacyStream.prototype, EventEmitter.prototype);
Object.assign(LegacyStream.prototype as object, {
  pipe(this: EventEmitter, to: Destination): Destination {
    return pipeTo(this, to);
  },
});

/** The base of packages that inherit from it the old way: called as a function, it makes of `this` an emitter. */
export const Stream: object = LegacyStream;

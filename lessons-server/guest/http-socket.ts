// The connection behind a request, as far as a program may ask about it: `req.socket`.
import EventEmitter from "events";

export class RequestSocket extends EventEmitter {
  readonly remoteAddress: string;
  readonly remoteFamily: string;
  readonly encrypted = false;
  readable = true;
  writable = true;
  destroyed = false;

  constructor(remoteAddress: string) {
    super();
    this.remoteAddress = remoteAddress;
    this.remoteFamily = remoteAddress.includes(":") ? "IPv6" : "IPv4";
  }

  /** The other side has gone. */
  destroy(): this {
    if (this.destroyed) return this;
    this.readable = this.writable = false;
    this.destroyed = true;
    this.emit("close");
    return this;
  }

  setTimeout = (): this => this;
  setNoDelay = (): this => this;
  setKeepAlive = (): this => this;
}

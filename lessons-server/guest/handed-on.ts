// What the layer of main.ts hands to the one with express: the modules that must not be there twice, each under the name
// by which that layer asks for it.
import * as buffer from "buffer";
import cors from "cors";
import EventEmitter from "events";
import { crypto } from "./crypto.ts";
import * as deepEqual from "./deep-equal.ts";
import { http } from "./http.ts";
import * as modules from "./modules.ts";
import * as process from "./process.ts";
import * as stream from "./stream.ts";
import * as textCoding from "./text-coding.ts";
import * as url from "./url.ts";
import * as wall from "./wall.ts";

export const handedOn: Readonly<Record<string, unknown>> = {
  buffer,
  cors,
  crypto,
  events: EventEmitter,
  http,
  util: modules.util,
  "./deep-equal.ts": deepEqual,
  "./modules.ts": modules,
  "./process.ts": process,
  "./stream.ts": stream,
  "./text-coding.ts": textCoding,
  "./url.ts": url,
  "./wall.ts": wall,
};

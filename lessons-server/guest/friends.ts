// The layer of the guest with express and what usually stands beside it. Evaluated on top of main.ts, into the template
// of those programs that ask for any of it.
import bodyParser from "body-parser";
import cookieParser from "cookie-parser";
import cors from "cors";
import dotenv from "dotenv";
import express from "express";
import jsonwebtoken from "jsonwebtoken";
import * as nanoid from "nanoid";
import path from "path-browserify";
import * as uuid from "uuid";
import { assert } from "./assert.ts";
import { addBuiltins, addPackages } from "./modules.ts";
import { nodeUrl } from "./node-url.ts";
import { querystring } from "./querystring.ts";
import { StringDecoder } from "./string-decoder.ts";

const friends = {
  express,
  cors,
  jsonwebtoken,
  "body-parser": bodyParser,
  "cookie-parser": cookieParser,
  dotenv,
  nanoid,
  uuid,
  "dotenv/config": {},
};
addPackages(friends, { "dotenv/config": () => dotenv.config() });
addBuiltins({
  path,
  "path/posix": path,
  url: nodeUrl,
  querystring,
  assert,
  string_decoder: { StringDecoder },
});

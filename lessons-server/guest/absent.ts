// Stand-ins for modules that the socket.io package imports and that no path of ours reaches.
// A stand-in that is reached says so.
const absent = (name: string) => (): never => {
  throw new Error(`${name} is not in the sandbox`);
};

export const createReadStream = absent("fs.createReadStream");
export const createBrotliCompress = absent("zlib.createBrotliCompress");
export const createGzip = absent("zlib.createGzip");
export const createDeflate = absent("zlib.createDeflate");
export const pipeline = absent("stream.pipeline");
export const join = (...parts: string[]): string => parts.join("/");

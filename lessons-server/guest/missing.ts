// Standard globals that this QuickJS was built without, as far as the packages we load ask for their existence.
// Loaded before anything else.
class MissingUrl {
  constructor() {
    throw new Error("URL is not yet in the sandbox");
  }
}

Object.assign(globalThis, { Atomics: {}, URL: MissingUrl });

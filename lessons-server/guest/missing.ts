// Standard globals that this QuickJS was built without, as far as the packages we load ask for their existence.
// Loaded before anything else.
Object.assign(globalThis, { Atomics: {}, URL: class {} });

// A machine with nothing loaded: what the snapshot is made from. Restored machines never pass here.
import { instantiate } from "./instance.ts";
import { CONTEXT_RUNTIME, INITIAL_PAGES, RUNTIME_REJECTION_TRACKER } from "./layout.ts";
import { Vm } from "./vm.ts";

/** The first host function's id in quickjs-emscripten. */
const HOST_FUNCTION = -2147483648;
const STACK_BYTES = 256 * 1024;
const SLOT_BYTES = 16;
const CHAIN_BYTES = 4;

/**
 * Makes a machine whose one way out is the global function `__host(name, argument)`. The global `__chain` is the word in
 * which QuickJS keeps whose work is being done (engine/quickjs-causes.ts), as an ArrayBuffer.
 */
export async function createVm(module: WebAssembly.Module): Promise<Vm> {
  const instance = await instantiate(module, INITIAL_PAGES);
  const { ffi } = instance;
  const runtime = ffi.QTS_NewRuntime();
  ffi.QTS_RuntimeSetMaxStackSize(runtime, STACK_BYTES);
  ffi.QTS_RuntimeEnableModuleLoader(runtime, 1);
  const context = ffi.QTS_NewContext(runtime, 0 as never);
  const handles = {
    runtime: runtime as number,
    context: context as number,
    undefined: ffi.QTS_GetUndefined() as number,
    slot: instance.malloc(SLOT_BYTES),
    chain: instance.malloc(CHAIN_BYTES),
    functions: {},
  };
  const vm = new Vm(instance, handles);
  const { view } = vm.heap;
  if (view.getUint32(handles.context + CONTEXT_RUNTIME, true) !== handles.runtime) {
    throw new Error("JSContext is not laid out as layout.ts says");
  }
  // The meter has put the import for rejections last in the function table.
  view.setUint32(handles.runtime + RUNTIME_REJECTION_TRACKER, instance.table.length - 1, true);

  vm.chain = 0;
  const global = ffi.QTS_GetGlobalObject(context);
  const given = {
    __host: ffi.QTS_NewFunction(context, "host", 2, false, HOST_FUNCTION as never),
    __chain: ffi.QTS_NewArrayBuffer(context, handles.chain as never, CHAIN_BYTES),
  };
  for (const [name, value] of Object.entries(given)) {
    const key = vm.heap.newString(name);
    ffi.QTS_SetProp(context, global, key as never, value);
    for (const one of [key, value as number]) vm.heap.release(one);
  }
  vm.heap.release(global);
  return vm;
}

// A machine with nothing loaded: what the snapshot is made from. Restored machines never pass here.
import { instantiate } from "./instance.ts";
import { CONTEXT_RUNTIME, INITIAL_PAGES, RUNTIME_REJECTION_TRACKER } from "./layout.ts";
import { Vm } from "./vm.ts";

/** The first host function's id in quickjs-emscripten. */
const HOST_FUNCTION = -2147483648;
const STACK_BYTES = 256 * 1024;
const SLOT_BYTES = 16;

/** Makes a machine whose one way out is the global function `__host(name, argument)`. */
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
    functions: {},
  };
  const vm = new Vm(instance, handles);
  const { view } = vm.heap;
  if (view.getUint32(handles.context + CONTEXT_RUNTIME, true) !== handles.runtime) {
    throw new Error("JSContext is not laid out as layout.ts says");
  }
  // The meter has put the import for rejections last in the function table.
  view.setUint32(handles.runtime + RUNTIME_REJECTION_TRACKER, instance.table.length - 1, true);

  const host = ffi.QTS_NewFunction(context, "host", 2, false, HOST_FUNCTION as never);
  const global = ffi.QTS_GetGlobalObject(context);
  const key = vm.heap.newString("__host");
  ffi.QTS_SetProp(context, global, key as never, host);
  for (const value of [key, host as number, global as number]) vm.heap.release(value);
  return vm;
}

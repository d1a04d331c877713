// The Chromium of @sparticuz/chromium, unpacked once with the libraries and fonts that a bare Debian lacks.
// The package's own launch arguments are never used: they switch off web security, which the tests are about.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

type Unpacked = { readonly executablePath: string; readonly env: Record<string, string> };

const dir = path.resolve(import.meta.dirname, "../node_modules/.cache/e2e-chromium");
const executablePath = path.join(dir, "chromium");

export async function unpackedChromium(): Promise<Unpacked | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  if (!existsSync(path.join(dir, "ready"))) await unpack();
  return { executablePath, env: environment() };
}

function environment(): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const libraries = [path.join(dir, "al2023/lib"), process.env["LD_LIBRARY_PATH"]];
  return {
    ...Object.fromEntries(inherited),
    LD_LIBRARY_PATH: libraries.filter(Boolean).join(path.delimiter),
    FONTCONFIG_PATH: path.join(dir, "fonts"),
  };
}

async function unpack(): Promise<void> {
  mkdirSync(dir, { recursive: true });
  await withEnvironment(
    {
      // It unpacks into the temporary folder, which all users of the machine share.
      TMPDIR: dir,
      // Read when the module loads: makes it unpack NSS, expat and the like too.
      AWS_LAMBDA_JS_RUNTIME: "nodejs20.x",
    },
    async () => {
      const { default: packed } = await import("@sparticuz/chromium");
      await packed.executablePath();
    },
  );
  writeFileSync(path.join(dir, "fonts/fonts.conf"), fontsConf);
  writeFileSync(path.join(dir, "ready"), "");
}

/** Without a configuration of its own it finds no fonts, and every text is 0 pixels wide. */
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${dir}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${dir}/fonts-cache</cachedir>
</fontconfig>
`;

/** The package also changes the library and font paths of this process: all four are put back. */
async function withEnvironment(
  values: Readonly<Record<string, string>>,
  work: () => Promise<void>,
): Promise<void> {
  const touched = [...Object.keys(values), "LD_LIBRARY_PATH", "FONTCONFIG_PATH"];
  const before = touched.map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, values);
  try {
    await work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

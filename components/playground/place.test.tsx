// A place is pressed only if it is in the learner's files: a run that somebody shared may name anything.
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Place } from "./place.tsx";
import { type Workbench, WorkbenchContext } from "./workbench.ts";

const bench: Partial<Workbench> = { files: { "server.js": "io.emit();" }, light: () => {} };
const placeIn = (file: string) =>
  renderToStaticMarkup(
    <WorkbenchContext value={bench as Workbench}>
      <Place where={{ file, line: 1, column: 1 }} />
    </WorkbenchContext>,
  );

test("a file of the learner's is pressed", () => {
  expect(placeIn("server.js")).toContain("<button");
});

test.each(["constructor", "__proto__", "toString"])("%s is no file of the learner's", (file) => {
  expect(placeIn(file)).toContain(`${file}:1`);
  expect(placeIn(file)).not.toContain("<button");
});

import { prerender } from "react-dom/static";
import { expect, it } from "vitest";
import { near } from "./near.tsx";

it("is drawn by the server whole, and takes nothing before its code has come", async () => {
  const Part = near(async () => () => <button type="submit">Write</button>);
  const { prelude } = await prerender(<Part />);
  expect(await new Response(prelude).text()).toMatch(
    /<fieldset [^>]*disabled=""[^>]*>.*<button type="submit">Write<\/button>.*<\/fieldset>/,
  );
});

// Where the keys go when a shortcut sends them to a part of the lesson.

export type Part = "words" | "stage" | "client" | "moment" | "code" | "inspector";

const PLACES: Readonly<Record<Exclude<Part, "client">, string>> = {
  words: "[data-part='words']",
  stage: "[data-part='stage'] section",
  moment: "[data-part='moment']",
  code: "#code-panel :is([role='textbox'], textarea)",
  inspector: "#inspector-panel",
};
const CARDS = "[data-part='stage'] li[data-tone]";

/** Focuses what is to be seen of that part; of the clients, the one after that which has the focus. */
export function focusPart(part: Part): void {
  if (part === "client") focusNextCard();
  else focus(document.querySelector<HTMLElement>(PLACES[part]));
}

function focusNextCard(): void {
  const cards = [...document.querySelectorAll<HTMLElement>(CARDS)];
  const at = cards.findIndex((card) => card.contains(document.activeElement));
  const card = cards[(at + 1) % cards.length];
  focus(card?.querySelector<HTMLElement>("button:enabled") ?? card);
}

function focus(element: HTMLElement | null | undefined): void {
  if (!element) return;
  // What takes no focus by itself takes it from here, and Tab goes on behind it.
  if (element.tabIndex < 0) element.setAttribute("tabindex", "-1");
  element.focus();
}

/** Opens a dialog of the page, with the focus on what is chosen in it, as soon as that has come. */
export function openDialog(id: string): void {
  const dialog = document.getElementById(id);
  if (dialog === null) return;
  dialog.showPopover();
  if (focusChosen(dialog)) return;
  const coming = new MutationObserver(() => {
    if (!dialog.matches(":popover-open") || focusChosen(dialog)) coming.disconnect();
  });
  coming.observe(dialog, { childList: true, subtree: true });
}

function focusChosen(dialog: HTMLElement): boolean {
  const chosen =
    dialog.querySelector<HTMLElement>("input:checked") ?? dialog.querySelector("input");
  focus(chosen);
  return chosen !== null;
}

// What is pressed before the code behind it has come is held, and pressed again when it is there. The script stands in
// the page's head, so that it hears the first press; it knows what waits by the attribute `data-waits` above it.
const ALIVE = "sockets-101:alive";

export const earlyPressScript = `{const held=[],hold=e=>{const it=e.target.closest?.("[data-waits] :is(button,label,input)");if(it){e.preventDefault();held.push(it)}};addEventListener("click",hold,true);addEventListener("${ALIVE}",()=>{removeEventListener("click",hold,true);for(const it of held.splice(0))it.click()})}`;

/** Says that what waited is there: the presses that were held are done, in their order. */
export function nowAlive(): void {
  dispatchEvent(new Event(ALIVE));
}

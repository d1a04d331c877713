// What is pressed before the code behind it has come is held, and pressed again when it is there. The script stands in
// the page's head, so that it hears the first press; it knows what waits by the attribute `data-waits` above it.
import { ALIVE } from "./early-presses.ts";

export const earlyPressScript = `{const held=[],hold=e=>{const it=e.target.closest?.("[data-waits] :is(button,label,input)");if(it){e.preventDefault();held.push(it)}};addEventListener("click",hold,true);addEventListener("${ALIVE}",()=>{removeEventListener("click",hold,true);for(const it of held.splice(0))it.click()})}`;

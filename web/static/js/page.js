// Adds to pages that work without it: printing, and a search in long catalogues.
import { addFinder } from "./finder.js";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const field of document.querySelectorAll("[data-items]")) addFinder(field);

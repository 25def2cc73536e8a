// Adds to pages that work without it: printing, a search in long catalogues, and forms that answer at once.
import { addFinder } from "./finder.js";
import { enliven } from "./live.js";
import { addPosition } from "./position.js";
import { addSheet } from "./signature.js";
import { enhance, followUpper } from "./options.js";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const field of document.querySelectorAll("[data-items]")) addFinder(field);
for (const field of document.querySelectorAll("[data-location]")) addPosition(field);
for (const field of document.querySelectorAll("[data-signature]")) addSheet(field);

for (const form of document.querySelectorAll(".page-form")) enliven(form);
const lists = [...document.querySelectorAll("[data-search]")].map((search) => search.closest("fieldset, .question"));
for (const field of new Set([...document.querySelectorAll("[data-exclusive]"), ...lists])) enhance(field);
for (const form of document.querySelectorAll(".page-form")) followUpper(form);

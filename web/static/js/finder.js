// A search box over a catalogue of many rows: type a reading, press an entry, and it fills the first empty row.
// Its words and mark-up come from a <template> of the page.

/** Hiragana as katakana, full-width letters as half-width, lower case. */
const fold = (text) =>
  text.normalize("NFKC").toLowerCase().replace(/[ぁ-ゖ]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60));

/** Entries shown at once. */
const most = 8;

/** Draws the search box above the rows of a field. */
export function addFinder(field) {
  const words = field.querySelector("template[data-finder]");
  const rows = field.querySelector(".rows");
  const first = rows?.querySelector("select");
  if (!words || !first) return;
  const entries = [...first.querySelectorAll("option[data-kana]")].map((option) => ({
    code: option.value,
    label: option.textContent.trim(),
    text: fold(`${option.textContent} ${option.dataset.kana}`),
  }));
  const finder = words.content.firstElementChild.cloneNode(true);
  rows.before(finder);
  const input = finder.querySelector("input");
  const list = finder.querySelector("ul");
  const status = finder.querySelector("[role=status]");
  const blank = list.querySelector("li");
  list.replaceChildren();

  const choose = (entry) => {
    const quantity = fill(emptyRow(rows), entry.code);
    input.value = "";
    list.replaceChildren();
    status.textContent = status.dataset.added.replace("0", entry.label);
    quantity.focus();
    quantity.select();
  };
  const show = () => {
    const wanted = fold(input.value.trim());
    const found = wanted ? entries.filter((entry) => entry.text.includes(wanted)) : [];
    list.replaceChildren(...found.slice(0, most).map((entry) => {
      const item = blank.cloneNode(true);
      const button = item.querySelector("button");
      button.textContent = entry.label;
      button.addEventListener("click", () => choose(entry));
      return item;
    }));
    const first = found.length > most ? `（はじめの${most}件を出しています）` : "";
    status.textContent = wanted ? status.dataset.found.replace("0", String(found.length)) + first : "";
  };
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    // Enter also ends what is being written in kana.
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    list.querySelector("button")?.click();
  });
}

/** Puts an entry into a row, once unless a quantity is there; gives the quantity's control. */
function fill(row, code) {
  row.querySelector("select").value = code;
  const quantity = row.querySelector("input");
  if (!quantity.value) quantity.value = "1";
  quantity.dispatchEvent(new Event("change", { bubbles: true }));
  return quantity;
}

/** The first row without an entry, or a new one behind the last. */
function emptyRow(rows) {
  const all = [...rows.children];
  const empty = all.find((row) => !row.querySelector("select").value);
  if (empty) return empty;
  const row = all.at(-1).cloneNode(true);
  row.querySelector("button")?.remove();
  for (const error of row.querySelectorAll(".error")) error.remove();
  row.id = row.id.replace(/\d+$/, all.length);
  for (const control of row.querySelectorAll("select, input")) {
    const label = row.querySelector(`label[for="${control.id}"]`);
    control.id = control.id.replace(/-\d+-(code|qty)$/, `-${all.length}-$1`);
    control.name = control.name.replace(/\.\d+\.(code|qty)$/, `.${all.length}.$1`);
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
    control.value = "";
    label.htmlFor = control.id;
    label.textContent = label.textContent.replace(/^\d+/, all.length + 1);
  }
  rows.append(row);
  return row;
}

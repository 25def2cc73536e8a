// Choices from lists, on pages that work without it: one option that excludes the others, options that follow an
// earlier answer, and a long list as one control that asks as somebody types (the ARIA combobox pattern).

/** Milliseconds without a key before the server is asked. */
const pause = 200;

/** Ticking the option that excludes the others unticks them, and the other way round. */
export function excludeOthers(field) {
  field.addEventListener("change", ({ target }) => {
    if (!target.checked || target.type !== "checkbox") return;
    const alone = target.value === field.dataset.exclusive;
    for (const box of field.querySelectorAll("input[type=checkbox]")) {
      if (box !== target && (alone || box.value === field.dataset.exclusive)) box.checked = false;
    }
  });
}

/** When an answer changes that decides what another question offers, the server is asked what it offers now. */
export function followUpper(form) {
  form.addEventListener("change", async ({ target }) => {
    const id = (target.name ?? "").split(".").find((part) => dependent(form, part).length);
    if (!id) return;
    const data = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    data.set("_do", `stay:${id}`);
    const answer = await fetch(form.action, { method: "POST", body: data });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const field of dependent(form, id)) {
      const fresh = page.getElementById(field.id);
      if (!fresh) continue;
      field.replaceWith(document.adoptNode(fresh));
      enhance(fresh);
    }
  });
}

const dependent = (form, id) =>
  [...form.querySelectorAll("[data-upper]")].filter((field) => field.dataset.upper.split(" ").includes(id));

/** Makes one control of the search in a long list of which one is chosen. */
export function addCombobox(field) {
  const search = field.querySelector("[data-search]");
  if (!search?.dataset.search || search.dataset.ready) return;
  search.dataset.ready = "yes";
  const input = search.querySelector("input");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  list.id = `${input.id}-list`;
  list.className = "combo-list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", (search.querySelector("label") ?? field.querySelector("label")).textContent);
  status.className = "hint";
  status.setAttribute("role", "status");
  search.append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  let active = -1;
  let latest = 0;
  let timer;
  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    const entries = [...list.children];
    if (!entries.length) return;
    active = (index + entries.length) % entries.length;
    entries.forEach((entry, at) => entry.setAttribute("aria-selected", String(at === active)));
    input.setAttribute("aria-activedescendant", entries[active].id);
    entries[active].scrollIntoView({ block: "nearest" });
  };
  // A control that holds the answer itself is filled in; otherwise the options of the page get what was chosen.
  const fills = "fills" in search.dataset;
  const scripted = field.querySelector("[data-scripted]");
  if (scripted) scripted.hidden = false;
  const choose = (entry) => {
    if (fills) {
      input.value = entry.dataset.code;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      status.textContent = `${entry.textContent}を選びました`;
      return close();
    }
    choice(field, entry.dataset.code, entry.textContent);
    input.value = "";
    status.textContent = `${entry.textContent}を選びました`;
    close();
  };
  const ask = async () => {
    const typed = input.value.trim();
    const turn = ++latest;
    if (!typed) return close();
    const answer = await fetch(`${search.dataset.search}?q=${encodeURIComponent(typed)}`);
    if (!answer.ok || turn !== latest) return;
    const { options, cut } = await answer.json();
    if (turn !== latest) return;
    list.replaceChildren(...options.map((option, at) => {
      const entry = document.createElement("li");
      entry.id = `${list.id}-${at}`;
      entry.setAttribute("role", "option");
      entry.setAttribute("aria-selected", "false");
      entry.dataset.code = option.code;
      entry.textContent = option.detail ? `${option.label}　${option.detail}` : option.label;
      entry.addEventListener("mousedown", (event) => event.preventDefault());
      entry.addEventListener("click", () => choose(entry));
      return entry;
    }));
    active = -1;
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(options.length > 0));
    status.textContent = options.length === 0 ? "合うものはありません。言葉を変えてください" : `${options.length}件${cut ? "以上" : ""}あります`;
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    // Enter also ends what is being written in kana.
    if (event.isComposing) return;
    const entries = list.hidden ? [] : [...list.children];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Enter" && (entries.length || (input.value && !fills))) {
      event.preventDefault();
      if (entries.length) choose(entries[Math.max(active, 0)]);
    } else if (event.key === "Escape") {
      close();
    }
  });
}

/** Adds a chosen row to the options of the page, in the place of what was chosen where only one can be. */
function choice(field, code, label) {
  const box = field.querySelector(".choices");
  const known = [...box.querySelectorAll("input")].find((input) => input.value === code);
  if (known) {
    known.checked = true;
    known.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  const several = box.dataset.type === "checkbox";
  if (!several) for (const old of box.querySelectorAll("label")) if (old.querySelector("input").value !== "other") old.remove();
  const entry = document.createElement("label");
  const input = document.createElement("input");
  const text = document.createElement("span");
  entry.className = "choice";
  Object.assign(input, { type: box.dataset.type, name: box.dataset.name, value: code, checked: true });
  text.textContent = label;
  entry.append(input, text);
  box.prepend(entry);
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Adds to one question what it needs. */
export function enhance(field) {
  if (field.dataset.exclusive) excludeOthers(field);
  addCombobox(field);
}

// Shows and hides, totals and checks while a form page is filled in. The server judges everything again.
//
// The page carries its conditions as trees (see expression.js). A question that is not asked yet stands in a
// <template>; one that the server has drawn is hidden by attribute, and what was typed stays in it.
import { empty, evaluate, holds, isEmpty, read, toText } from "./expression.js";
import { Day } from "./day.js";
import { Decimal } from "./decimal.js";
import { readControl } from "./control.js";

/** After so much quiet a total is told anew. */
const QUIET = 400;

/** Brings a form page to life. */
export function enliven(form) {
  const model = document.getElementById("live");
  const status = document.querySelector("[data-live-status]");
  if (!model || !status) return;
  const page = new Page(form, JSON.parse(model.textContent), status);
  page.update();
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => page.update(), QUIET);
  });
  form.addEventListener("change", () => page.update());
  form.addEventListener("focusout", (event) => page.left(event));
  form.addEventListener("submit", () => page.complete());
}

const element = (path) => document.getElementById(`q-${path.replaceAll(".", "-")}`);

class Page {
  constructor(form, model, status) {
    Object.assign(this, { form, model, status, first: true });
    this.today = Day.parse(status.dataset.today);
    const given = JSON.parse(document.getElementById("live-given").textContent);
    this.given = new Map(Object.entries(given).map(([id, value]) => [id, read(value)]));
    /** Questions that were left by the keyboard or pointer: their rules are told. */
    this.touched = new Set();
    [this.asked, this.told] = [[], []];
  }

  update() {
    [this.asked, this.told] = [[], []];
    this.walk(this.model.questions, "", this.given, null);
    if (this.told.length > 0) this.status.textContent = `${this.status.dataset.asked}：${this.told.join("、")}`;
    this.first = false;
  }

  /** The questions of the form or of one row, in order; each sees what was answered before it. */
  walk(questions, above, answers, parent) {
    const own = new Set(questions.map((q) => q.id));
    const lookup = (id) => answers.get(id) ?? (parent && !own.has(id) ? parent.lookup(id) : null);
    const scope = { lookup, today: this.today, lists: this.model.lists };
    for (const question of questions) {
      answers.delete(question.id);
      const path = above + question.id;
      if (!this.isShown(question, path, scope)) continue;
      const value = this.value(question, path, scope);
      if (value !== null) answers.set(question.id, value);
      this.mark(question, path, scope);
      this.judge(question, path, value, scope);
    }
    return answers;
  }

  isShown(question, path, scope) {
    const shown = question.show === undefined || evaluate(question.show, scope) === true;
    if (question.show !== undefined) this.show(path, shown);
    return shown && element(path) !== null;
  }

  show(path, shown) {
    const template = this.form.querySelector(`template[data-asleep="${path}"]`);
    let target = element(path);
    if (template && shown && !target) {
      template.after(template.content.cloneNode(true));
      target = element(path);
      if (this.kept?.has(path)) {
        target.replaceWith(this.kept.get(path));
        target = element(path);
      }
      this.tell(target);
    } else if (template && !shown && target) {
      (this.kept ??= new Map()).set(path, target);
      target.remove();
    } else if (target && !template && target.hidden === shown) {
      target.hidden = !shown;
      if (shown) this.tell(target);
    }
  }

  tell(target) {
    const label = target.querySelector(".label")?.firstChild?.textContent.trim() ?? "";
    if (!this.first) this.told.push(label);
  }

  value(question, path, scope) {
    if (question.kind === "calc") return this.total(question, path, scope);
    if (question.rows) return this.rows(question, path, scope);
    const target = element(path);
    if (question.kind === "items") return readControl(question, target, path, this.model.catalogues[question.id]);
    const value = readControl(question, target, path);
    const isLater = question.kind === "birthdate" && value instanceof Day && value.compare(this.today) > 0;
    if (value !== null) this.asked.push({ path, target });
    return isLater ? null : value;
  }

  total(question, path, scope) {
    if (question.value === undefined) return null;
    const value = evaluate(question.value, scope);
    const output = element(path).querySelector("output");
    const text = isEmpty(value) ? "―" : written(value, question.unit);
    // A date is written as the server writes it, when the page is sent.
    if (output && !(value instanceof Day)) {
      if (output.textContent !== text) output.textContent = text;
      const button = element(path).querySelector("button");
      if (button) button.hidden = true;
    }
    return value === null ? empty : value;
  }

  rows(question, path, scope) {
    const list = element(path).querySelector("ol.rows");
    const rows = [];
    for (const item of list?.children ?? []) {
      const number = item.id.split("-").at(-1);
      const answers = this.walk(question.rows, `${path}.${number}.`, new Map(), scope);
      const typed = question.rows.some((q) => q.kind !== "calc" && !isEmpty(answers.get(q.id) ?? null));
      if (typed) rows.push(answers);
    }
    if (rows.length > question.max) return null;
    return rows.length > 0 ? rows : empty;
  }

  /** The badge of a question that must be answered under a condition. */
  mark(question, path, scope) {
    if (question.must === undefined) return;
    const badge = element(path).querySelector(".must, .may");
    const must = evaluate(question.must, scope) === true;
    if (!badge || badge.classList.contains("must") === must) return;
    badge.className = must ? "must" : "may";
    badge.textContent = must ? "※必須" : "※任意";
  }

  /** Tells the rules that are broken, once the question was left; takes them back at once. */
  judge(question, path, value, scope) {
    const target = element(path);
    const broken = (question.checks ?? []).filter(({ rule }) => value !== null && !isEmpty(value) && !holds(rule, scope));
    const id = `live-${path.replaceAll(".", "-")}`;
    const shown = document.getElementById(id);
    const said = new Set([...target.querySelectorAll(".error:not([id^=live-]) span")].map((s) => s.textContent));
    const words = broken.map(({ say }) => `＊${say}`).filter((text) => !said.has(text));
    if (words.length === 0 || !this.touched.has(path)) {
      shown?.remove();
      if (shown) describe(target, id, false);
      return;
    }
    if (shown?.textContent === words.join("")) return;
    const error = shown ?? document.createElement("p");
    error.id = id;
    error.className = "error";
    error.replaceChildren(...words.map((text) => Object.assign(document.createElement("span"), { textContent: text })));
    if (!shown) {
      target.append(error);
      describe(target, id, true);
    }
    this.status.textContent = words.join("");
  }

  /** A question was left: the focus went elsewhere. */
  left(event) {
    let at = event.target.closest("[id^=q-]");
    for (; at; at = at.parentElement?.closest("[id^=q-]")) {
      if (at.contains(event.relatedTarget)) continue;
      const control = at.querySelector("[name]")?.name ?? "";
      const parts = control.split(".");
      while (parts.length > 0 && element(parts.join(".")) !== at) parts.pop();
      if (parts.length > 0) this.touched.add(parts.join("."));
    }
    this.update();
  }

  /** A group without a choice sends nothing; that it was asked and left blank must reach the server. */
  complete() {
    this.update();
    const sent = new Set([...new FormData(this.form).keys()]);
    for (const { path, target } of this.asked) {
      if (sent.has(path) || ![...target.querySelectorAll("[name]")].some((c) => c.name === path && c.type !== "file")) continue;
      target.append(Object.assign(document.createElement("input"), { type: "hidden", name: path, value: "" }));
    }
  }
}

function describe(target, id, on) {
  const control = target.matches("fieldset") ? target : target.querySelector("input, select, textarea");
  if (!control) return;
  const ids = (control.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((other) => other && other !== id);
  if (on) ids.push(id);
  if (ids.length > 0) control.setAttribute("aria-describedby", ids.join(" "));
  else control.removeAttribute("aria-describedby");
  target.classList.toggle("is-wrong", on || target.querySelector(".error") !== null);
}

/** A computed value as people read it. */
function written(value, unit) {
  if (!(value instanceof Decimal)) return typeof value === "boolean" ? toText(value) : toText(value) + unit;
  const [whole, fraction] = String(value).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction ? `.${fraction}` : "") + unit;
}

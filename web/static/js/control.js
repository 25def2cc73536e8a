// Reads the controls of a question as the server would: `empty` when blank, `null` when it cannot be read.
import { empty, read } from "./expression.js";
import { Day } from "./day.js";
import { Decimal } from "./decimal.js";

const halfWidth = (text) => text.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replaceAll("\u3000", " ").replaceAll("￥", "¥").trim();

const ERAS = { 令和: ["2019-05-01", null], 平成: ["1989-01-08", "2019-04-30"], 昭和: ["1926-12-25", "1989-01-07"], 大正: ["1912-07-30", "1926-12-24"], 明治: ["1868-01-25", "1912-07-29"] };
const FIRST_DAY = Day.parse("1873-01-01");
const MOST_WHOLE = Decimal.parse("9007199254740991");
const MOST_PIECES = 99;

const named = (target, name) => [...target.querySelectorAll("[name]")].filter((c) => c.name === name && c.type !== "hidden");
const typed = (target, name) => named(target, name)[0]?.value ?? "";
const chosen = (target, name) => named(target, name).filter((c) => c.checked ?? true).map((c) => c.value);

/** The value of a question's controls. */
export function readControl(question, target, path, catalogue) {
  const reader = readers[question.kind] ?? present;
  return reader(target, path, question, catalogue);
}

const readers = {
  integer: number,
  number,
  money: number,
  yes_no: (target, path) => {
    const [value] = chosen(target, path);
    return value === undefined || value === "" ? empty : value === "yes";
  },
  consent: (target, path) => (chosen(target, path).length > 0 ? true : empty),
  choice: (target, path) => {
    const select = target.querySelector("select");
    const value = select ? select.value : chosen(target, path)[0];
    return value ? value : empty;
  },
  choices: (target, path) => {
    const values = chosen(target, path);
    return values.length > 0 ? values : empty;
  },
  date,
  birthdate: (target, path) => {
    const day = date(target, path);
    return day instanceof Day && day.compare(FIRST_DAY) < 0 ? null : day;
  },
  items,
};

/** Only whether something is there. */
function present(target) {
  const controls = [...target.querySelectorAll("input, textarea, select")].filter((c) => c.name && !c.name.startsWith("_"));
  const isThere = (c) => (c.type === "checkbox" || c.type === "radio" ? c.checked && c.value !== "" : !c.name.endsWith(".era") && c.value.trim() !== "");
  return controls.some(isThere) || target.querySelector(".files li") ? "…" : empty;
}

function number(target, path, { whole, unit, min, max }) {
  let text = halfWidth(typed(target, path)).replace(/[\t\r\n]/g, " ").trim();
  if (text === "") return empty;
  text = text.replace(/^[¥\\]/, "");
  if (unit && text.endsWith(halfWidth(unit))) text = text.slice(0, -halfWidth(unit).length);
  text = text.replace(/円$/, "").trim();
  const found = /^([▲△\-−‐‑–—―]|\+)?\s*(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(text);
  if (!found || (found[2] + (found[3] ?? "")).replaceAll(",", "").length > 24) return null;
  const sign = found[1] && found[1] !== "+" ? "-" : "";
  const value = Decimal.parse(sign + found[2].replaceAll(",", "") + (found[3] ? `.${found[3]}` : ""));
  if (value === null) return null;
  const size = value.compare(Decimal.zero) < 0 ? Decimal.zero.minus(value) : value;
  if (whole && (value.places > 0 || size.compare(MOST_WHOLE) > 0)) return null;
  if (min && value.compare(read(min)) < 0) return null;
  return max && value.compare(read(max)) > 0 ? null : value;
}

function date(target, path) {
  const part = (name) => halfWidth(typed(target, `${path}.${name}`)).replace(/\s/g, "").replace(/[年月日]$/, "");
  const parts = ["year", "month", "day"].map(part);
  if (parts.every((text) => text === "")) return empty;
  const [year, month, day] = parts.map((text) => (text === "元" ? 1 : /^\d{1,4}$/.test(text) ? Number(text) : NaN));
  const era = typed(target, `${path}.era`);
  if (Number.isNaN(year + month + day)) return null;
  if (era === "" || era === "西暦") return year < 1000 ? null : Day.of(year, month, day);
  const [first, last] = (ERAS[era] ?? []).map((text) => text && Day.parse(text));
  if (!first || year < 1) return null;
  const found = Day.of(first.year + year - 1, month, day);
  const outside = found && (found.compare(first) < 0 || found.compare(FIRST_DAY) < 0 || (last && found.compare(last) > 0));
  return outside ? null : found;
}

function items(target, path, question, catalogue) {
  const pieces = new Map();
  for (const item of target.querySelector("ol.rows")?.children ?? []) {
    const code = item.querySelector("select")?.value ?? "";
    const text = halfWidth(item.querySelector("input")?.value ?? "");
    if (code === "" && text === "") continue;
    const found = /^(\d{1,4})\s*[個点台枚本]*$/.exec(text === "" ? "1" : text);
    const count = found ? Number(found[1]) : 0;
    if (code === "" || count < 1 || count > MOST_PIECES) return null;
    pieces.set(code, (pieces.get(code) ?? 0) + count);
    if (pieces.get(code) > MOST_PIECES) return null;
  }
  const row = ([code, count]) => {
    const columns = Object.entries(catalogue).map(([name, cells]) => [name, Object.hasOwn(cells, code) ? read(cells[code]) : empty]);
    return new Map([["code", code], ...columns, ["qty", Decimal.of(count)]]);
  };
  return pieces.size > 0 ? [...pieces].map(row) : empty;
}

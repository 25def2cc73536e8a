// Evaluates the trees that the server writes (crates/schema/src/expr/json.rs) with the meaning of the server.
// Total: what cannot be computed is absent. A tree with an unknown part throws: the page then leaves it to the server.
//
// Values: `null` absent, `empty`, true/false, text, Decimal, Day, Moment, array, Map (a record or a row).
import { Decimal } from "./decimal.js";
import { Day, Moment } from "./day.js";

/** Asked and left blank. */
export const empty = Object.freeze({});

const isBlank = (value) => value === null || value === empty;

/** A value as the server writes it. */
export function read(json) {
  if (json === null || typeof json !== "object") return json;
  if ("n" in json) return Decimal.parse(json.n);
  if ("d" in json) return Day.parse(json.d);
  if ("t" in json) return new Moment("time", json.t);
  if ("dt" in json) return new Moment("datetime", json.dt);
  if ("l" in json) return json.l.map(read);
  if ("r" in json) return new Map(Object.entries(json.r).map(([name, part]) => [name, read(part)]));
  return empty;
}

/** A value as one text: nothing when blank. */
export function toText(value) {
  if (isBlank(value)) return "";
  if (typeof value === "boolean") return value ? "はい" : "いいえ";
  if (Array.isArray(value)) return value.map(toText).filter(Boolean).join("、");
  if (!(value instanceof Map)) return value.toString();
  const texts = (...names) => names.map((name) => toText(value.get(name) ?? null)).filter(Boolean);
  if (value.has("family")) return texts("family", "given").join(" ");
  if (value.has("town")) return texts("prefecture", "city", "town", "street", "building").join("");
  return toText(value.get("label") ?? [...value.values()][0] ?? null);
}

/** Absent, empty, or a list, record or text with nothing in it. */
export function isEmpty(value) {
  if (isBlank(value) || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return value instanceof Map && [...value.values()].every(isEmpty);
}

/** The value. `scope`: `lookup(name)`, `today` (a Day), `lists` (columns by list, each a value by code). */
export const evaluate = (tree, scope) => new Evaluation(scope, false).node(tree, null);

/** Whether a rule holds: a comparison with something blank is not yet broken. */
export const holds = (tree, scope) => new Evaluation(scope, true).node(tree, null) !== false;

class Evaluation {
  constructor(scope, open) {
    this.scope = scope;
    this.open = open;
    this.rows = new Map();
  }

  node(tree, frame) {
    if (!Array.isArray(tree)) return read(tree);
    const part = parts[tree[0]];
    if (!part) throw new Error(`unknown part ${tree[0]}`);
    return part(this, tree, frame);
  }

  /** A condition that a blank leaves undecided. */
  undecided(closed) {
    return this.open ? null : closed;
  }

  /** `stop` as soon as one is; the opposite when none is. */
  some(values, stop) {
    let undecided = false;
    for (const value of values) {
      if (value === stop) return stop;
      if (value !== !stop) undecided = true;
    }
    return undecided ? this.undecided(false) : !stop;
  }

  *each(nodes, frame) {
    for (const node of nodes) yield this.node(node, frame);
  }

  /** What is taken of each row that the filter lets through; yes for each when nothing is taken. */
  taken(rows, body, filter, around, within) {
    const values = [];
    this.go(this.node(rows, around), body, filter, around, within, values);
    return values;
  }

  /** Goes through rows, and through the rows inside them as far as `within` says. A code that was chosen is a row of it. */
  go(all, body, filter, around, within, values) {
    const [column, ...deeper] = within;
    for (const one of Array.isArray(all) ? all : []) {
      const row = typeof one === "string" ? new Map([["code", one]]) : one;
      if (!(row instanceof Map)) continue;
      const frame = { row, around };
      if (column !== undefined) {
        this.go(row.get(column) ?? null, body, filter, frame, deeper, values);
      } else if (filter === null || this.node(filter, frame) === true) {
        values.push(body === null ? true : this.node(body, frame));
      }
    }
  }
}

function descend(value, names) {
  return names.reduce((found, name) => {
    if (found instanceof Map) return found.get(name) ?? null;
    return found === empty ? empty : null;
  }, value);
}

const textOrAbsent = (text) => (text === "" ? null : text);

/** Order of two texts by code points. */
function compareTexts(a, b) {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = left[i].codePointAt(0) - right[i].codePointAt(0);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Negative, 0 or positive; `null` when a side is blank or of another kind. */
function compare(a, b) {
  if (isBlank(a) || isBlank(b) || typeof a !== typeof b) return null;
  if (typeof a === "string") return compareTexts(a, b);
  if (typeof a === "boolean") return Number(a) - Number(b);
  return a.compare && a.constructor === b.constructor ? a.compare(b) : null;
}

function same(a, b) {
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (a instanceof Map) {
    return b instanceof Map && a.size === b.size && [...a].every(([name, part]) => b.has(name) && same(part, b.get(name)));
  }
  return a === b || compare(a, b) === 0;
}

const comparison = (test) => (e, [, a, b], frame) => {
  const order = compare(e.node(a, frame), e.node(b, frame));
  return order === null ? e.undecided(false) : test(order);
};

const math = (method) => (e, [, a, b], frame) => {
  const [left, right] = [e.node(a, frame), e.node(b, frame)];
  return left instanceof Decimal && right instanceof Decimal ? left[method](right) : null;
};

const labelOf = (labels, code) => {
  if (typeof code === "string") return labels ? toText(own(labels, code) ?? code) : code;
  return Array.isArray(code) ? textOrAbsent(code.map((c) => toText(labelOf(labels, c))).join("、")) : null;
};

/** What each part of a tree does. */
const parts = {
  name: (e, [, first, ...rest]) => descend(e.scope.lookup(first) ?? null, rest),
  column: (e, [, up, first, ...rest], frame) => {
    for (let i = 0; i < up; i++) frame = frame?.around;
    return frame ? descend(frame.row.get(first) ?? null, rest) : null;
  },
  list: (e, [, ...items], frame) => [...e.each(items, frame)],
  not: (e, [, inner], frame) => {
    const value = e.node(inner, frame);
    return typeof value === "boolean" ? !value : e.undecided(true);
  },
  and: (e, [, ...items], frame) => e.some(e.each(items, frame), false),
  or: (e, [, ...items], frame) => e.some(e.each(items, frame), true),
  "==": comparison((order) => order === 0),
  "!=": comparison((order) => order !== 0),
  "<": comparison((order) => order < 0),
  "<=": comparison((order) => order <= 0),
  ">": comparison((order) => order > 0),
  ">=": comparison((order) => order >= 0),
  in: (e, [, item, list], frame) => {
    const [value, values] = [e.node(item, frame), e.node(list, frame)];
    if (!Array.isArray(values) || isBlank(value)) return e.undecided(false);
    return values.some((other) => same(other, value));
  },
  empty: (e, [, inner], frame) => isEmpty(e.node(inner, frame)),
  "+": math("plus"),
  "-": math("minus"),
  "*": math("times"),
  "/": math("over"),
  negative: (e, [, inner], frame) => {
    const value = e.node(inner, frame);
    return value instanceof Decimal ? Decimal.zero.minus(value) : null;
  },
  concat: (e, [, a, b], frame) => textOrAbsent(toText(e.node(a, frame)) + toText(e.node(b, frame))),
  text: (e, [, inner], frame) => textOrAbsent(toText(e.node(inner, frame))),
  if: (e, [, condition, then, other], frame) => {
    const value = e.node(condition, frame);
    if (value === true) return e.node(then, frame);
    return value === false || !e.open ? e.node(other, frame) : null;
  },
  or_else: (e, [, first, second], frame) => {
    const value = e.node(first, frame);
    return isEmpty(value) ? e.node(second, frame) : value;
  },
  today: (e) => e.scope.today,
  label: (e, [, list, code], frame) => labelOf(list && e.scope.lists[list].label, e.node(code, frame)),
  lookup: (e, [, list, column, key], frame) => {
    const value = e.node(key, frame);
    return isBlank(value) ? null : read(own(e.scope.lists[list][column], toText(value)) ?? null);
  },
  call: (e, [, name, ...args], frame) => {
    const plain = own(functions, name);
    if (!plain) throw new Error(`unknown function ${name}`);
    const values = [...e.each(args, frame)];
    return values.some(isBlank) ? null : plain(...values);
  },
  over: (e, [, how, rows, body, filter, between, ...within], frame) => {
    let values = rows === null ? e.node(body, frame) : e.taken(rows, body, filter, frame, within);
    if (!Array.isArray(values)) values = [];
    if (how === "any") return e.some(values, true);
    if (how === "all") return e.some(values, false);
    if (how === "count") return Decimal.of(values.filter((v) => rows === null || !isEmpty(v)).length);
    if (how === "join") {
      const texts = values.filter((v) => !isEmpty(v)).map(toText);
      return textOrAbsent(texts.join(between === null ? "、" : toText(e.node(between, frame))));
    }
    const aggregate = own(aggregates, how);
    if (!aggregate) throw new Error(`unknown function ${how}`);
    return aggregate(values);
  },
  yen: (e, [, inner], frame) => {
    const value = e.node(inner, frame);
    return value instanceof Decimal ? value.round(0, "down") : value;
  },
};

const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : undefined);

const extreme = (better) => (values) =>
  values.filter((v) => !isBlank(v)).reduce((best, v) => (best === null || better(compare(v, best)) ? v : best), null);

const aggregates = {
  sum: (values) => values.filter((v) => !isBlank(v)).reduce(
    (sum, v) => (sum instanceof Decimal && v instanceof Decimal ? sum.plus(v) : null), Decimal.zero),
  min: extreme((order) => order !== null && order < 0),
  max: extreme((order) => order !== null && order > 0),
  first: (values) => values[0] ?? null,
  last: (values) => values.at(-1) ?? null,
};

const segmenter = new Intl.Segmenter("ja", { granularity: "grapheme" });

const rounding = (how) => (number, digits = Decimal.zero) => {
  const places = digits.whole();
  return places === null || places > 12n || places < -12n ? null : number.round(Number(places), how);
};

function minutes(from, to) {
  const found = from instanceof Moment && to instanceof Moment ? from.minutesUntil(to) : null;
  return found === null ? null : Decimal.of(found);
}

/** Functions of their arguments alone; none of these is blank. */
const functions = {
  round: rounding("half"),
  rounddown: rounding("down"),
  roundup: rounding("up"),
  days_after: (date, count) => date.daysAfter(count.whole()),
  months_after: (date, count) => date.monthsAfter(count.whole()),
  days_between: (from, to) => Decimal.of(to.number - from.number),
  minutes_between: (from, to) => minutes(from, to),
  hours_between: (from, to) => minutes(from, to)?.over(Decimal.of(60)) ?? null,
  year: (date) => Decimal.of(date.year),
  day: (date) => Decimal.of(date.day),
  month: (date) => Decimal.of(date.month),
  weekday: (date) => date.weekday(),
  fiscal_year: (date) => Decimal.of(date.month < 4 ? date.year - 1 : date.year),
  age_on: (birth, on) => {
    if (birth.compare(on) > 0) return null;
    const before = on.month < birth.month || (on.month === birth.month && on.day < birth.day);
    return Decimal.of(on.year - birth.year - (before ? 1 : 0));
  },
  contains: (text, part) => (typeof text === "string" && typeof part === "string" ? text.includes(part) : null),
  starts_with: (text, part) => (typeof text === "string" && typeof part === "string" ? text.startsWith(part) : null),
  length: (text) => (typeof text === "string" ? Decimal.of([...segmenter.segment(text)].length) : null),
};

/** The names that a tree may call or aggregate with. */
export const known = () =>
  [...Object.keys(functions), ...Object.keys(aggregates), "any", "all", "count", "join", "label", "or_else", "if", "today", "lookup"];

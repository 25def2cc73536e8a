// Days of the calendar and moments, without time zones.

const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
/** More days or months than any calendar has. */
const MOST = 10_000_000n;

const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
export const daysIn = (year, month) => (month === 2 ? 28 + Number(isLeap(year)) : [4, 6, 9, 11].includes(month) ? 30 : 31);

/** Days since 1970-01-01. */
function numberOf(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / 86_400_000);
}

export class Day {
  constructor(year, month, day) {
    this.year = year;
    this.month = month;
    this.day = day;
    this.number = numberOf(year, month, day);
  }

  /** `null` when there is no such day. */
  static of(year, month, day) {
    const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
    return exists && year >= 0 && year <= 9999 ? new Day(year, month, day) : null;
  }

  /** `2026-04-01` */
  static parse(text) {
    const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
    return found && Day.of(...found.slice(1).map(Number));
  }

  toString() {
    const pad = (n, width) => String(n).padStart(width, "0");
    return `${pad(this.year, 4)}-${pad(this.month, 2)}-${pad(this.day, 2)}`;
  }

  compare(other) {
    return this.number - other.number;
  }

  weekday() {
    return WEEKDAYS[(((this.number + 4) % 7) + 7) % 7];
  }

  /** The day so many days later; `null` outside the calendar. */
  daysAfter(count) {
    if (count === null || count > MOST || count < -MOST) return null;
    const date = new Date((this.number + Number(count)) * 86_400_000);
    return Day.of(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  }

  /** The same day so many months later, or the last of that month. */
  monthsAfter(count) {
    if (count === null || count > MOST || count < -MOST) return null;
    const months = this.year * 12 + this.month - 1 + Number(count);
    const [year, month] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
    return Day.of(year, month, Math.min(this.day, daysIn(year, month)));
  }
}

/** A time of day, or a day with one. */
export class Moment {
  constructor(kind, iso) {
    this.kind = kind;
    this.iso = iso;
  }

  toString() {
    return this.kind === "time" ? this.iso.slice(0, 5) : this.iso.replace("T", " ").slice(0, 16);
  }

  /** Whole minutes to another of the same kind; negative when it is earlier. */
  minutesUntil(other) {
    if (this.kind !== other.kind) return null;
    const minutes = (other.milliseconds() - this.milliseconds()) / 60000;
    return Math.trunc(minutes) + 0;
  }

  milliseconds() {
    return Date.parse(`${this.kind === "time" ? `2000-01-01T${this.iso}` : this.iso}Z`);
  }

  compare(other) {
    if (this.kind !== other.kind) return null;
    return this.iso < other.iso ? -1 : Number(this.iso > other.iso);
  }
}

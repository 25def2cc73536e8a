// Exact decimals as the server calculates them: 96 bits of digits, at most 28 behind the point, half to even where a
// result has more. What does not fit is `null`.

const MOST = (1n << 96n) - 1n;
const MOST_PLACES = 28;

const power = (n) => 10n ** BigInt(n);
const abs = (n) => (n < 0n ? -n : n);

/** A quotient as a whole number; `how`: even, half (away from zero), down (to zero), up (from zero). */
function divide(n, d, how) {
  const quotient = abs(n) / abs(d);
  const rest = abs(n) % abs(d);
  const twice = 2n * rest - abs(d);
  const up = { even: twice > 0n || (twice === 0n && quotient % 2n === 1n), half: twice >= 0n, down: false, up: rest > 0n };
  const size = up[how] ? quotient + 1n : quotient;
  return (n < 0n) === (d < 0n) ? size : -size;
}

/** An exact fraction `n / d / 10^places` with as many digits as fit. */
function fitting(n, d, places) {
  for (let keep = MOST_PLACES; keep >= 0; keep--) {
    const shift = keep - places;
    const digits = shift >= 0 ? divide(n * power(shift), d, "even") : divide(n, d * power(-shift), "even");
    if (abs(digits) <= MOST) return new Decimal(digits, keep);
  }
  return null;
}

export class Decimal {
  constructor(digits, places) {
    while (places > 0 && digits % 10n === 0n) {
      digits /= 10n;
      places -= 1;
    }
    this.digits = digits;
    this.places = places;
  }

  static of = (whole) => new Decimal(BigInt(whole), 0);
  static zero = new Decimal(0n, 0);

  /** `-12.50`; `null` when it is no number, or too long to be exact. */
  static parse(text) {
    const found = /^([-+]?)(\d+)(?:\.(\d+))?$/.exec(text);
    if (!found) return null;
    const [, sign, whole, fraction = ""] = found;
    const digits = BigInt(whole + fraction);
    const number = new Decimal(sign === "-" ? -digits : digits, fraction.length);
    return abs(number.digits) <= MOST && number.places <= MOST_PLACES ? number : null;
  }

  toString() {
    const text = String(abs(this.digits)).padStart(this.places + 1, "0");
    const point = text.length - this.places;
    const fraction = this.places > 0 ? `.${text.slice(point)}` : "";
    return (this.digits < 0n ? "-" : "") + text.slice(0, point) + fraction;
  }

  /** Digits at a number of places. */
  at(places) {
    return this.digits * power(places - this.places);
  }

  compare(other) {
    const places = Math.max(this.places, other.places);
    const order = this.at(places) - other.at(places);
    return order < 0n ? -1 : Number(order > 0n);
  }

  plus(other) {
    const places = Math.max(this.places, other.places);
    return fitting(this.at(places) + other.at(places), 1n, places);
  }

  minus(other) {
    return this.plus(new Decimal(-other.digits, other.places));
  }

  times(other) {
    return fitting(this.digits * other.digits, 1n, this.places + other.places);
  }

  over(other) {
    return other.digits === 0n ? null : fitting(this.digits, other.digits, this.places - other.places);
  }

  /** Rounded to places behind the point; before it when negative. */
  round(places, how) {
    if (places < 0) return this.over(new Decimal(power(-places), 0))?.round(0, how).times(new Decimal(power(-places), 0)) ?? null;
    if (this.places <= places) return this;
    return new Decimal(divide(this.digits, power(this.places - places), how), places);
  }

  /** The whole number; `null` for a fraction or one that is too large. */
  whole() {
    const fits = this.places === 0 && BigInt.asIntN(64, this.digits) === this.digits;
    return fits ? this.digits : null;
  }
}

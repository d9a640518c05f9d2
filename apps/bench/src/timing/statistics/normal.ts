// Beyond this the series loses digits and the fraction has enough of them.
const SERIES_UP_TO = 3;
const TERMS = 60;

const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** The chance that a standard normal value is above `z`, also far out in the tail (relative error below 1e-9). */
export function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  return z < SERIES_UP_TO ? 0.5 - density(z) * series(z) : density(z) * fraction(z);
}

/** z + z³/3 + z⁵/(3·5) + ... (Abramowitz and Stegun 26.2.11). */
function series(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 1; n < TERMS; n += 1) {
    term *= (z * z) / (2 * n + 1);
    sum += term;
  }
  return sum;
}

/** 1/(z + 1/(z + 2/(z + 3/(z + ...)))) (Abramowitz and Stegun 26.2.14), from the inside out. */
function fraction(z: number): number {
  let value = z;
  for (let n = TERMS; n > 0; n -= 1) value = z + n / value;
  return 1 / value;
}

/** The `z` that is exceeded with this chance (above 0, at most 0.5). */
export function zExceededBy(chance: number): number {
  let [low, high] = [0, 40];
  for (let step = 0; step < 80; step += 1) {
    const middle = (low + high) / 2;
    if (upperTail(middle) > chance) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

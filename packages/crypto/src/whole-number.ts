/** The value itself if it is a whole number within its bounds; else a `RangeError` that names the setting. */
export function wholeNumber(name: string, value: number, minimum: number, maximum = 0xffff_ffff): number {
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return value;
  throw new RangeError(`${name} must be a whole number from ${minimum} to ${maximum}, not ${value}`);
}

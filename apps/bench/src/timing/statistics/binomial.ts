/** The chance of at most `successes` in `trials`, each with the given chance; exact, by logarithms. */
export function atMost(successes: number, trials: number, chance: number): number {
  if (successes < 0) return 0;
  if (successes >= trials || chance <= 0) return 1;
  if (chance >= 1) return 0;
  const odds = Math.log(chance) - Math.log1p(-chance);
  let log = trials * Math.log1p(-chance);
  let sum = Math.exp(log);
  for (let k = 1; k <= successes; k += 1) {
    log += Math.log(trials - k + 1) - Math.log(k) + odds;
    sum += Math.exp(log);
  }
  return Math.min(1, sum);
}

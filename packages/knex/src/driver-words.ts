/** Only what the database said: Knex puts the whole statement before it, on as many lines as it has. */
export function driverWords(fault: unknown): string {
  const { message } = fault instanceof Error ? fault : new Error(String(fault));
  const end = message.lastIndexOf(' - ');
  return (end < 0 ? message : message.slice(end + 3)).trim();
}

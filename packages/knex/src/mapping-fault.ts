/** A mapping that cannot be used: one line for each fault, the first of them says which mapping it is. */
export class MappingFault extends Error {
  override readonly name = 'MappingFault';
  /** Whose table it maps. */
  readonly table: 'users' | 'sessions';
  readonly faults: readonly string[];

  constructor(table: 'users' | 'sessions', faults: readonly string[]) {
    super(`the mapping of the ${table} table cannot be used:\n${faults.join('\n')}`);
    this.table = table;
    this.faults = faults;
  }
}

declare const brand: unique symbol;

/** A value of type `Base` that cannot be mistaken for another one of the same shape. Costs nothing at run time. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };

/** A point in time: milliseconds since 1970-01-01T00:00:00Z, as the store that hands it out reads its clock. */
export type Instant = Brand<number, 'Instant'>;

declare const brand: unique symbol;

/** A value of type `Base` that cannot be mistaken for another one of the same shape. Costs nothing at run time. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };

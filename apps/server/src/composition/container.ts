import 'reflect-metadata';
import { container, type InjectionToken, instanceCachingFactory } from 'tsyringe';

/** The name under which a composition holds a `T`. */
export type Token<T> = InjectionToken<T>;

export const token = <T>(name: string): Token<T> => Symbol(name);

/** Answers the one instance of this composition, made at the first call. */
export type Get = <T>(wanted: Token<T>) => T;

/** The parts of one program and how each is made from others. Made parts are closed in reverse order. */
export interface Composition {
  provide<T>(name: Token<T>, make: (get: Get) => T, close?: (made: T) => Promise<void> | void): Composition;
  readonly get: Get;
  close(): Promise<void>;
}

/**
 * The only file that knows tsyringe. A child container for each composition keeps two of them (two tests, two commands) apart;
 * `close` is by hand, because `dispose()` forgets whatever a factory made.
 */
export function createComposition(): Composition {
  const child = container.createChildContainer();
  const made: (() => Promise<void> | void)[] = [];
  const get: Get = (wanted) => child.resolve(wanted);
  const composition: Composition = {
    provide(name, make, close) {
      const useFactory = instanceCachingFactory(() => {
        const part = make(get);
        if (close !== undefined) made.push(() => close(part));
        return part;
      });
      child.register(name, { useFactory });
      return composition;
    },
    get,
    async close() {
      for (const closePart of made.splice(0).reverse()) await closePart();
    },
  };
  return composition;
}

// How often one address may do something: so many times a minute, as many of them at once.
import { createRate, type Rate } from "./rate.ts";

export type AddressRates = {
  /** True while this address has one left to take. */
  readonly take: (address: string) => boolean;
};

/** Addresses that are remembered; beyond that, those that have waited longest begin anew. */
const REMEMBERED = 10_000;

/** `clock` is in milliseconds, and monotonic. */
export function createAddressRates(perMinute: number, clock: () => number): AddressRates {
  const rates = new Map<string, Rate>();
  return {
    take(address) {
      const rate = rates.get(address) ?? createRate(perMinute / 60, perMinute, clock);
      // Put back at the end: the first is then always the one that has waited longest.
      rates.delete(address);
      rates.set(address, rate);
      const [oldest] = rates.keys();
      if (rates.size > REMEMBERED && oldest !== undefined) rates.delete(oldest);
      return rate.take();
    },
  };
}

/** Integer US cents. */
export type Cents = number;

/** A decimal fraction with at most four decimals, such as 0.12. */
export type Fraction = number;

/** `cents × fraction`, half up to the cent. Exact: the product is taken over integers (payments section 3, "Rounding everywhere"). */
export function shareOf(cents: Cents, fraction: Fraction): Cents {
  const tenThousandths = Math.round(fraction * 10_000);
  return divideHalfUp(cents * tenThousandths, 10_000);
}

/** `numerator ÷ denominator` of integers, half up; the denominator is positive. */
export function divideHalfUp(numerator: number, denominator: number): number {
  return Math.floor((2 * numerator + denominator) / (2 * denominator));
}

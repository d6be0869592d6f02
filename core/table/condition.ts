/** What must be true of the stored item for a write to happen. Every write carries one. */
export type Condition =
  | { readonly op: "absent" }
  | { readonly op: "present" }
  | { readonly op: "compare"; readonly attribute: string; readonly operator: Operator; readonly value: unknown }
  | { readonly op: "missing"; readonly attribute: string }
  | { readonly op: "all" | "any"; readonly of: readonly Condition[] };

export type Operator = "=" | "<>" | "<" | "<=" | ">" | ">=";

export const absent: Condition = { op: "absent" };
export const present: Condition = { op: "present" };

/** Each attribute as given; `undefined` means that the item has no such attribute. */
export function unchanged(attributes: Readonly<Record<string, unknown>>): Condition {
  return all(
    ...Object.entries(attributes).map(
      ([attribute, value]): Condition =>
        value === undefined ? { op: "missing", attribute } : { op: "compare", attribute, operator: "=", value },
    ),
  );
}

export function compare(attribute: string, operator: Operator, value: unknown): Condition {
  return { op: "compare", attribute, operator, value };
}

export function missing(attribute: string): Condition {
  return { op: "missing", attribute };
}

export function all(...of: readonly Condition[]): Condition {
  return { op: "all", of };
}

export function any(...of: readonly Condition[]): Condition {
  return { op: "any", of };
}

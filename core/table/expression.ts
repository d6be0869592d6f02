import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { convertToAttr, marshall } from "@aws-sdk/util-dynamodb";
import type { Condition } from "./condition.ts";

const MARSHALL = { removeUndefinedValues: true } as const;

/** An item as DynamoDB wants it; attributes that are `undefined` are left out. */
export function toAttributes(item: Readonly<Record<string, unknown>>): Record<string, AttributeValue> {
  return marshall(item, MARSHALL);
}

/** Collects the names and values of one request while its expressions are written. */
export class Placeholders {
  readonly #names = new Map<string, string>();
  readonly #values: Record<string, AttributeValue> = {};
  #count = 0;

  name(attribute: string): string {
    const known = this.#names.get(attribute);
    if (known) return known;
    const placeholder = `#n${this.#names.size}`;
    this.#names.set(attribute, placeholder);
    return placeholder;
  }

  value(value: unknown): string {
    const placeholder = `:v${this.#count++}`;
    this.#values[placeholder] = convertToAttr(value, MARSHALL);
    return placeholder;
  }

  /** The two request members, each only when it is used: DynamoDB refuses empty ones. */
  members(): { ExpressionAttributeNames?: Record<string, string>; ExpressionAttributeValues?: Record<string, AttributeValue> } {
    const names = Object.fromEntries([...this.#names].map(([attribute, placeholder]) => [placeholder, attribute]));
    return {
      ...(this.#names.size > 0 ? { ExpressionAttributeNames: names } : {}),
      ...(this.#count > 0 ? { ExpressionAttributeValues: this.#values } : {}),
    };
  }
}

export function conditionExpression(condition: Condition, placeholders: Placeholders): string {
  switch (condition.op) {
    case "absent":
      return `attribute_not_exists(${placeholders.name("pk")})`;
    case "present":
      return `attribute_exists(${placeholders.name("pk")})`;
    case "missing":
      return `attribute_not_exists(${placeholders.name(condition.attribute)})`;
    case "compare":
      return `${placeholders.name(condition.attribute)} ${condition.operator} ${placeholders.value(condition.value)}`;
    default: {
      const parts = condition.of.map((part) => conditionExpression(part, placeholders));
      return parts.length === 1 ? String(parts[0]) : `(${parts.join(condition.op === "all" ? " AND " : " OR ")})`;
    }
  }
}

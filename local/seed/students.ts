import type { PersonFacts } from "./account.ts";

/** Who takes lessons in the demo city. */
export const STUDENTS = [
  { firstName: "Emma", lastName: "Wilson", zipCode: "10024" },
  { firstName: "Noah", lastName: "Patel", zipCode: "11215" },
  { firstName: "Sofia", lastName: "Reyes", zipCode: "11372" },
  { firstName: "Liam", lastName: "O'Connor", zipCode: "10463" },
  { firstName: "Ava", lastName: "Johnson", zipCode: "10301" },
] as const satisfies readonly PersonFacts[];

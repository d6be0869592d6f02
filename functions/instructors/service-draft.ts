import type * as z from "zod";
import type { NewServiceInput } from "../../core/instructors/add-my-service.ts";
import { definedOnly } from "../http/defined-only.ts";
import type { newServiceSchema } from "./instructor-service.schema.ts";

/** A wanted service as the product takes it. */
export function newServiceInput(body: z.output<typeof newServiceSchema>): NewServiceInput {
  const { serviceId, formatPrices, ...terms } = body;
  return { serviceId, formatPrices, ...definedOnly(terms) };
}

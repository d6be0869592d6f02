import type { UserId } from "../ids.ts";
import { offeringsOf } from "../table/keys.ts";
import { type PagePosition, readRange, startingWith } from "../table/read.ts";
import type { InstructorService } from "./instructor-service.ts";

/** Twenty active ones and whatever is kept for its bookings; the catalog has no more services than this. */
const MOST_OFFERINGS = 300;

/** All offerings of an instructor in the order of their creation, inactive ones too, strongly consistent. */
export async function readOfferings(instructorId: UserId): Promise<InstructorService[]> {
  const { pk, prefix } = offeringsOf(instructorId);
  const offerings: InstructorService[] = [];
  let after: PagePosition | undefined;
  do {
    const limit = MOST_OFFERINGS - offerings.length;
    const page = await readRange<InstructorService>({ pk, ...startingWith(prefix), limit, ...(after === undefined ? {} : { after }) });
    offerings.push(...page.items);
    after = page.next;
  } while (after !== undefined && offerings.length < MOST_OFFERINGS);
  return offerings;
}

import { required } from "../../core/errors.ts";
import { addDays, mondayOf } from "../../core/time.ts";
import { apiAs } from "./api.ts";
import { accountOf, type CallerName, signIn } from "./callers.ts";
import { freeDay, onlineOffer, type PreparedLessons, prepareLessons } from "./prepared-lessons.ts";

/** What exists in the demo city, by where it stands in requests, of one operation or any: `login body.email`, `body.days[*].date`. */
export type KnownValues = Readonly<Record<string, readonly (string | number | boolean)[]>>;

interface Named {
  readonly id: string;
  readonly slug: string;
}

/** Asks the API itself for values with which valid requests succeed, so that more than refusals is tried. */
export async function knownValues(url: string, caller: CallerName): Promise<KnownValues> {
  const lessons = await prepareLessons(url);
  const offer = await onlineOffer(url);
  const api = await apiAs(accountOf(caller === "instructor" ? "instructor" : "student"), url);
  const free = await freeDay(url, offer, 2);
  const monday = mondayOf(free.date);
  const { items: categories } = await api.get<{ items: readonly Named[] }>("/services/categories");
  const { items: services } = await api.get<{ items: readonly Named[] }>("/services/catalog?limit=5");
  const { email, password } = accountOf("student");
  return {
    ...(await bookingIds(url, caller, lessons)),
    ...(await offeringIds(url, caller)),
    "updateBookingRules header.If-Match": [await bookingRulesTag(url)],
    "path.instructorId": [offer.instructorId],
    "path.serviceIdOrSlug": services.flatMap(({ id, slug }) => [id, slug]),
    "path.categorySlug": categories.map(({ slug }) => slug),
    "query.instructorId": [offer.instructorId],
    "query.startDate": [free.date],
    "query.endDate": [addDays(free.date, 6)],
    "query.category": categories.map(({ slug }) => slug),
    // Without a value it counts as absent; no cursor can be known before its list is read.
    "query.cursor": [""],
    "header.If-Match": ["*"],
    "saveWeekAvailability query.override": [true],
    "body.instructorId": [offer.instructorId],
    "body.instructorServiceId": [offer.instructorServiceId],
    "body.date": [free.date],
    "body.startTime": free.starts,
    "body.durationMinutes": [offer.durationMinutes],
    "body.locationType": ["online"],
    "body.weekStart": [monday],
    "body.days[*].date": [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(monday, days)),
    "body.serviceId": services.map(({ id }) => id),
    "body.zipCode": ["10001", "11215", "10463"],
    "body.timezone": ["America/New_York", "America/Chicago"],
    "body.role": ["student", "instructor"],
    "body.acceptTerms": [true],
    "body.password": ["Sunny-Day-2", "Éclair-au-café-1"],
    "login body.email": [email],
    "login body.password": [password],
  };
}

/** The caller's lessons, each operation beginning with one that it can do something with. */
async function bookingIds(url: string, caller: CallerName, lessons: PreparedLessons): Promise<KnownValues> {
  const isInstructor = caller === "instructor";
  const api = await apiAs(accountOf(isInstructor ? "instructor" : "student"), url);
  const { items } = await api.get<{ items: readonly Named[] }>("/bookings?limit=20");
  const { reportedByStudent, reportedByInstructor } = lessons;
  return {
    "path.bookingId": [lessons.toComplete, ...items.map(({ id }) => id)],
    "reportNoShow path.bookingId": [lessons.toReport],
    "reportNoShow body.type": [isInstructor ? "student" : "instructor"],
    "withdrawNoShowReport path.bookingId": [isInstructor ? reportedByInstructor : reportedByStudent],
    "disputeNoShow path.bookingId": [isInstructor ? reportedByStudent : reportedByInstructor],
    "rescheduleBooking path.bookingId": [lessons.toMove],
    "cancelBooking path.bookingId": [lessons.toCancel],
  };
}

async function offeringIds(url: string, caller: CallerName): Promise<KnownValues> {
  if (caller !== "instructor") return {};
  const instructor = await apiAs(accountOf("instructor"), url);
  const { items } = await instructor.get<{ items: readonly { instructorServiceId: string }[] }>("/instructors/me/services");
  return { "path.instructorServiceId": items.map(({ instructorServiceId }) => instructorServiceId) };
}

async function bookingRulesTag(url: string): Promise<string> {
  const { accessToken } = await signIn(url, accountOf("admin"));
  const answer = await fetch(`${url}/api/v1/admin/availability/config`, { headers: { authorization: `Bearer ${accessToken}` } });
  return required(answer.headers.get("etag"), "the booking rules have a version");
}

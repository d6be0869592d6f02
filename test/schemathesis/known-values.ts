import { required } from "../../core/errors.ts";
import { addDays, type Instant, type LocalDate, MINUTE_MS, mondayOf, plusMilliseconds } from "../../core/time.ts";
import { jsonOf } from "../support/json.ts";
import { type Account, accountOf, type CallerName, signIn } from "./callers.ts";

/** What exists in the demo city, by where it stands in requests, of one operation or any: `login body.email`, `body.days[*].date`. */
export type KnownValues = Readonly<Record<string, readonly (string | number | boolean)[]>>;

interface Lesson {
  readonly id: string;
  readonly endsAt: Instant;
  readonly instructor: { readonly id: string };
  readonly instructorServiceId: string;
  readonly durationMinutes: number;
  readonly locationType: string;
}

/** Asks the API itself for values with which valid requests succeed, so that more than refusals is tried. */
export async function knownValues(api: string, caller: CallerName): Promise<KnownValues> {
  const ended = await endNextLesson(api);
  const student = await reader(api, accountOf("student"));
  const own = caller === "instructor" ? await reader(api, accountOf("instructor")) : student;
  const { items: lessons } = await own<{ items: readonly Lesson[] }>("/bookings?view=all&limit=20");
  const { items: coming } = await own<{ items: readonly Lesson[] }>("/bookings/upcoming");
  const lesson = await onlineLesson(student);
  const instructorId = lesson.instructor.id;
  const free = await freeDay(student, instructorId, lesson.durationMinutes);
  const monday = mondayOf(free.date);
  const anybody = accountOf("student");
  const offerings =
    caller === "instructor" ? (await own<{ items: readonly Pick<Lesson, "instructorServiceId">[] }>("/instructors/me/services")).items : [];
  const { items: categories } = await student<{ items: readonly { slug: string }[] }>("/services/categories");
  const { items: services } = await student<{ items: readonly { id: string; slug: string }[] }>("/services/catalog?limit=5");
  return {
    "path.bookingId": [ended.id, ...lessons.map(({ id }) => id)],
    "cancelBooking path.bookingId": coming.map(({ id }) => id),
    "rescheduleBooking path.bookingId": coming.map(({ id }) => id),
    "path.instructorId": [instructorId],
    "path.serviceIdOrSlug": services.flatMap(({ id, slug }) => [id, slug]),
    "path.instructorServiceId": offerings.map(({ instructorServiceId }) => instructorServiceId),
    "path.categorySlug": categories.map(({ slug }) => slug),
    "query.instructorId": [instructorId],
    "query.startDate": [free.date],
    "query.endDate": [addDays(free.date, 6)],
    "query.category": categories.map(({ slug }) => slug),
    // Without a value it counts as absent; no cursor can be known before its list is read.
    "query.cursor": [""],
    "header.If-Match": ["*"],
    "saveWeekAvailability query.override": [true],
    "body.instructorId": [instructorId],
    "body.instructorServiceId": [lesson.instructorServiceId],
    "body.date": [free.date],
    "body.startTime": free.starts,
    "body.locationType": [lesson.locationType],
    "body.durationMinutes": [lesson.durationMinutes],
    "body.weekStart": [monday],
    "body.days[*].date": [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(monday, days)),
    "body.zipCode": ["10001", "11215", "10463"],
    "body.role": ["student", "instructor"],
    "body.acceptTerms": [true],
    "body.password": ["Sunny-Day-2", "Éclair-au-café-1"],
    "body.timezone": ["America/New_York", "America/Chicago"],
    "login body.email": [anybody.email],
    "login body.password": [anybody.password],
  };
}

/** Moves the clock behind the next lesson of the student, so that there is one to be completed or reported. */
async function endNextLesson(api: string): Promise<Lesson> {
  const student = await reader(api, accountOf("student"));
  const { items } = await student<{ items: readonly Lesson[] }>("/bookings/upcoming?limit=1");
  const lesson = required(items[0], "the student of the demo city has a coming lesson");
  const now = plusMilliseconds(lesson.endsAt, 5 * MINUTE_MS);
  const answer = await fetch(`${api}/local/clock`, { method: "POST", headers: JSON_BODY, body: JSON.stringify({ now }) });
  if (!answer.ok) throw new Error(`The clock stays where it is: ${await answer.text()}`);
  return lesson;
}

const JSON_BODY = { "content-type": "application/json", accept: "application/json" };

type Read = <T>(path: string) => Promise<T>;

async function reader(api: string, account: Account): Promise<Read> {
  const { accessToken } = await signIn(api, account);
  return async <T>(path: string) => {
    const answer = await fetch(`${api}/api/v1${path}`, { headers: { authorization: `Bearer ${accessToken}` } });
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`);
    return jsonOf<T>(answer);
  };
}

/** A lesson that somebody had online: its instructor offers that, and it needs no place. */
async function onlineLesson(read: Read): Promise<Lesson> {
  const { items } = await read<{ items: readonly Lesson[] }>("/bookings?limit=100");
  return required(
    items.find(({ locationType }) => locationType === "online"),
    "the student of the demo city has had an online lesson",
  );
}

/** The first day on which online lessons can start at several times. */
async function freeDay(read: Read, instructorId: string, durationMinutes: number) {
  const path = `/public/instructors/${instructorId}/availability?locationType=online&durationMinutes=${durationMinutes}`;
  const { days } = await read<{ days: readonly { date: LocalDate; starts: readonly string[] }[] }>(path);
  return required(
    days.find(({ starts }) => starts.length > 4),
    "the instructor of the demo city has free days",
  );
}

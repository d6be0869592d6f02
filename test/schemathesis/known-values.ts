import { required } from "../../core/errors.ts";
import { addDays, type LocalDate, weekdayOf } from "../../core/time.ts";
import { jsonOf } from "../support/json.ts";
import { type Account, accountOf, type CallerName, signIn } from "./callers.ts";

/** What exists in the demo city, by where it stands in requests, of one operation or any: `login body.email`, `body.days[*].date`. */
export type KnownValues = Readonly<Record<string, readonly (string | number)[]>>;

interface Lesson {
  readonly id: string;
  readonly instructor: { readonly id: string };
  readonly instructorServiceId: string;
  readonly durationMinutes: number;
}

/** Asks the API itself for values with which valid requests succeed, so that more than refusals is tried. */
export async function knownValues(api: string, caller: CallerName): Promise<KnownValues> {
  const student = await reader(api, accountOf("student"));
  const own = caller === "instructor" ? await reader(api, accountOf("instructor")) : student;
  const { items: lessons } = await own<{ items: readonly Lesson[] }>("/bookings?view=all&limit=20");
  const { items: history } = await student<{ items: readonly Lesson[] }>("/bookings?view=history");
  const lesson = required(history[0], "the student of the demo city has had lessons");
  const instructorId = lesson.instructor.id;
  const free = await freeDay(student, instructorId, lesson.durationMinutes);
  const monday = nextMonday(free.date);
  const anybody = accountOf("student");
  const { items: categories } = await student<{ items: readonly { slug: string }[] }>("/services/categories");
  const { items: services } = await student<{ items: readonly { id: string; slug: string }[] }>("/services/catalog?limit=5");
  return {
    "path.bookingId": lessons.map(({ id }) => id),
    "path.instructorId": [instructorId],
    "path.serviceIdOrSlug": services.flatMap(({ id, slug }) => [id, slug]),
    "path.categorySlug": categories.map(({ slug }) => slug),
    "query.instructorId": [instructorId],
    "query.startDate": [free.date],
    "query.endDate": [addDays(free.date, 6)],
    "query.category": categories.map(({ slug }) => slug),
    "body.instructorId": [instructorId],
    "body.instructorServiceId": [lesson.instructorServiceId],
    "body.date": [free.date],
    "body.startTime": free.starts,
    "body.durationMinutes": [lesson.durationMinutes],
    "body.weekStart": [monday],
    "body.days[*].date": [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(monday, days)),
    "body.zipCode": ["10001", "11215", "10463"],
    "body.password": ["Sunny-Day-2", "Éclair-au-café-1"],
    "body.timezone": ["America/New_York", "America/Chicago"],
    "login body.email": [anybody.email],
    "login body.password": [anybody.password],
  };
}

type Read = <T>(path: string) => Promise<T>;

async function reader(api: string, account: Account): Promise<Read> {
  const { accessToken } = await signIn(api, account);
  return async <T>(path: string) => {
    const answer = await fetch(`${api}/api/v1${path}`, { headers: { authorization: `Bearer ${accessToken}` } });
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`);
    return jsonOf<T>(answer);
  };
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

function nextMonday(date: LocalDate): LocalDate {
  return addDays(date, 7 - weekdayOf(date));
}

import { newId } from "../../core/ids.ts";
import { instantOf } from "../../core/time.ts";
import { Connection } from "../http/connection.ts";
import { wireOf } from "../http/wire.ts";
import { inParallel, upTo } from "../parallel.ts";
import { type Attempt, anyAttempt, type Known, requestOf } from "./attempts.ts";
import type { Racers } from "./racers.ts";

/** What came of an attempt. */
export interface Outcome {
  readonly attempt: Attempt;
  readonly status: number;
  /** Of a refusal. */
  readonly code?: string;
  /** In which a refusal says the booking to be. */
  readonly bookingStatus?: string;
  /** Of a lesson booked or moved to. */
  readonly bookingId?: string;
  readonly durationMs: number;
}

export interface RacePlan {
  readonly racers: Racers;
  readonly port: number;
  readonly attempts: number;
  readonly connections: number;
  readonly random: () => number;
  readonly progress: (done: number) => void;
}

/** Sends all attempts, as many at once as there are connections, each chosen when its turn comes from what is known by then. */
export async function runRaces({ racers, port, attempts, connections, random, progress }: RacePlan): Promise<Outcome[]> {
  const known: Known = { lessons: [], versions: new Map() };
  const free = await Promise.all(upTo(connections).map(() => Connection.open(port)));
  const all = [...free];
  let done = 0;
  try {
    return await inParallel(upTo(attempts), connections, async () => {
      const attempt = anyAttempt(random, racers, known);
      const outcome = await send(attempt, racers, free);
      progress(++done);
      learn(outcome, known, random);
      return outcome;
    });
  } finally {
    for (const connection of all) connection.close();
  }
}

interface Answer {
  readonly code?: string;
  readonly bookingStatus?: string;
  readonly booking?: { readonly id: string };
  readonly version?: string;
}

type Answered = Outcome & { readonly version?: string };

async function send(attempt: Attempt, racers: Racers, free: Connection[]): Promise<Answered> {
  const { module, call } = requestOf(attempt, racers, newId("evt", instantOf(Date.now())));
  const connection = free.pop();
  if (connection === undefined) throw new Error("There are as many connections as attempts at once.");
  const startedAt = performance.now();
  const { status, body } = await connection.send(wireOf(module.contract, call, false));
  free.push(connection);
  const { code, bookingStatus, booking, version }: Answer = JSON.parse(body);
  return {
    attempt,
    status,
    durationMs: performance.now() - startedAt,
    ...(code === undefined ? {} : { code }),
    ...(bookingStatus === undefined ? {} : { bookingStatus }),
    ...(booking === undefined ? {} : { bookingId: booking.id }),
    ...(version === undefined ? {} : { version }),
  };
}

/** Lessons that are over stay known to some for a while, so that they are cancelled and moved too late. */
const KNOWN_AFTER_END = 0.25;

function learn({ attempt, status, bookingStatus, bookingId, version }: Answered, { lessons, versions }: Known, random: () => number): void {
  if (attempt.kind === "save") {
    if (version !== undefined) versions.set(attempt.instructor, version);
    return;
  }
  if (attempt.kind !== "book") {
    const isOver = bookingStatus === "CANCELLED" || (status < 400 && random() > KNOWN_AFTER_END);
    const index = lessons.indexOf(attempt.lesson);
    if (isOver && index >= 0) lessons.splice(index, 1);
  }
  if (attempt.kind === "cancel" || bookingId === undefined) return;
  const { student, instructor, date, startTime, durationMinutes, locationType } = attempt;
  lessons.push({ student, instructor, date, startTime, durationMinutes, locationType, bookingId });
}

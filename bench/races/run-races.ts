import { required } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { instantOf } from "../../core/time.ts";
import { Connection } from "../http/connection.ts";
import { wireOf } from "../http/wire.ts";
import { inParallel, upTo } from "../parallel.ts";
import { type Attempt, anyAttempt, openingAttempts, requestOf } from "./attempts.ts";
import { type Known, learn } from "./known.ts";
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

export interface Track {
  readonly racers: Racers;
  readonly port: number;
  readonly connections: number;
}

/** Has the lessons booked that are there before the races. */
export function bookOpening({ racers, ...track }: Track): Promise<Outcome[]> {
  const attempts = openingAttempts(racers);
  const next = () => required(attempts.pop(), "each is sent once");
  return sendAll({ racers, ...track }, attempts.length, next, () => {});
}

export interface Race {
  readonly attempts: number;
  readonly known: Known;
  readonly random: () => number;
  readonly progress: (done: number) => void;
}

/** Sends all attempts, as many at once as there are connections, each chosen when its turn comes from what is known by then. */
export function runRaces(track: Track, { attempts, known, random, progress }: Race): Promise<Outcome[]> {
  let done = 0;
  return sendAll(
    track,
    attempts,
    () => anyAttempt(random, track.racers, known),
    (answered) => {
      progress(++done);
      learn(answered, known, random);
    },
  );
}

async function sendAll(
  { racers, port, connections }: Track,
  count: number,
  next: () => Attempt,
  answered: (outcome: Answered) => void,
): Promise<Outcome[]> {
  const all = await Promise.all(upTo(connections).map(() => Connection.open(port)));
  const free = [...all];
  try {
    return await inParallel(upTo(count), connections, async () => {
      const outcome = await send(next(), racers, free);
      answered(outcome);
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

export type Answered = Outcome & { readonly version?: string };

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

import { expect, it } from "vitest";
import { holdRaces } from "../../bench/races/hold-races.ts";

// The benchmark sends ten thousand over 64 connections. These few keep it honest between its runs, and are answered in time on a busy machine too.

const SEED = Number(process.env.RACE_SEED ?? Math.floor(Math.random() * 1e9));

it(`BK-44, BKR-12, BK-56, AV-60, AV-62 races over HTTP leave nothing wrong and no answer unexplained (RACE_SEED=${SEED})`, async () => {
  const { outcomes, wrongs } = await holdRaces({ attempts: 300, connections: 16, seed: SEED, progress: () => {} });
  expect(Object.values(wrongs).flat()).toEqual([]);
  // There was something to race for: every kind succeeded at times, and many were refused.
  const done = outcomes.filter(({ status }) => status < 400).map(({ attempt }) => attempt.kind);
  expect([...new Set(done)].sort()).toEqual(["book", "cancel", "move", "save"]);
  expect(outcomes.filter(({ status }) => status === 409).length).toBeGreaterThan(20);
});

import { afterAll, beforeAll } from "vitest";
import { absences } from "./absences.ts";
import { cancellations } from "./cancellations.ts";
import { type City, openCity } from "./city.ts";
import { lateMoves } from "./late-moves.ts";
import { moves } from "./moves.ts";
import { suspensions } from "./suspensions.ts";
import { taughtLessons } from "./taught-lessons.ts";

// Every way in which a lesson can end, told over HTTP on the runtime that npm start runs. Time goes on from story to story, so their order counts.

let city: City;
beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city?.close());

const theCity = () => city;

taughtLessons(theCity);
moves(theCity);
cancellations(theCity);
absences(theCity);
suspensions(theCity);
lateMoves(theCity);

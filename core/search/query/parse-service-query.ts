import { type CorrectedText, correctTypos } from "./correct-typos.ts";
import { cutConstraints, cutSkillAndUrgency } from "./cut-constraints.ts";
import { cutPlaces } from "./cut-places.ts";
import { matchServices, type ServiceMatch } from "./match-services.ts";
import { normalizeQuery } from "./normalize-query.ts";
import { protectPhrases, protectSatExam } from "./protect-phrases.ts";
import { restore } from "./query-text.ts";

/** The part of a parsed query that says what is to be taught. */
export interface ServiceQuery extends ServiceMatch {
  readonly normalizedQuery: string;
  readonly correctedQuery: string;
  readonly corrections: CorrectedText["corrections"];
}

/** Reads which services a free text asks for; wishes about price, time, place and person are taken out first (section 3.4). */
export function parseServiceQuery(query: string): ServiceQuery {
  const normalizedQuery = normalizeQuery(query);
  const { text: correctedQuery, corrections } = correctTypos(normalizedQuery);
  const { text, setAside } = protectSatExam(protectPhrases(correctedQuery));
  const subject = cutSkillAndUrgency(cutPlaces(cutConstraints(text)));
  const corrected = new Set(corrections.flatMap(({ to }) => to.split(" ")));
  return { normalizedQuery, correctedQuery, corrections, ...matchServices(restore({ text: subject, setAside }), corrected) };
}

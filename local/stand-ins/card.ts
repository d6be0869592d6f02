/** How the stand-in for payments answers: it secures every booking and every move, refuses every card, or lets people wait. */
export const CARD_ANSWERS = ["accept", "decline", "wait"] as const;
export type CardAnswer = (typeof CARD_ANSWERS)[number];

let answer: CardAnswer = "accept";

export function cardAnswer(): CardAnswer {
  return answer;
}

/** Holds from now on, also for bookings and moves that wait: they are answered at their next delivery. */
export function setCardAnswer(next: CardAnswer): void {
  answer = next;
}

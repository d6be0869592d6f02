import * as z from "zod";
import { bodyOf, type Control, changed, view } from "../controls/control.ts";
import { html } from "../controls/html.ts";
import { CARD_ANSWERS, cardAnswer, setCardAnswer } from "./card.ts";

const PATH = "/local/payments";

/** How the stand-in for payments answers cards, and how that is changed. */
export function cardControls(): Control[] {
  return [
    {
      method: "GET",
      path: PATH,
      answer: (request) => view(request, "Payments", { card: cardAnswer() }, page),
    },
    {
      method: "POST",
      path: PATH,
      answer: (request) => {
        setCardAnswer(bodyOf(request, z.strictObject({ card: z.enum(CARD_ANSWERS) })).card);
        return changed(request, { card: cardAnswer() });
      },
    },
  ];
}

function page() {
  const buttons = CARD_ANSWERS.map((card) => html`<button name="card" value="${card}">${card}</button> `);
  return html`<p>Every card: <b>${cardAnswer()}</b></p>
    <p>Payments do not exist yet. This stand-in confirms bookings and answers moves as a saved card would; no money moves.</p>
    <form method="post" action="${PATH}">${buttons}</form>`;
}

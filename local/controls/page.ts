import type { Answer } from "../gateway/answer.ts";
import { type Html, html } from "./html.ts";

/** A page of the local runtime; no scripts, nothing from elsewhere. */
export function page(title: string, content: Html): Answer {
  const document = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · InstaInstru local</title>
<style>${STYLE}</style>
<header><a href="/local">InstaInstru local</a> <nav>${NAVIGATION}</nav></header>
<main>
<h1>${title}</h1>
${content}
</main>
</html>
`;
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'",
    },
    body: document.text,
  };
}

export interface Row {
  readonly cells: readonly (string | number | undefined | Html)[];
}

export function table(columns: readonly string[], rows: readonly Row[], empty: string): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  const head = columns.map((column) => html`<th>${column}</th>`);
  const body = rows.map(({ cells }) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`);
  return html`<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** A button that sends a request and comes back to the page it stands on. */
export function button(action: string, label: string, fields: Readonly<Record<string, string>> = {}): Html {
  const hidden = Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  return html`<form method="post" action="${action}">${hidden}<button>${label}</button></form>`;
}

export function json(value: unknown): Html {
  return html`<pre>${JSON.stringify(value, null, 2)}</pre>`;
}

const NAVIGATION = ["docs", "local/mailbox", "local/queues", "local/schedules", "local/clock", "local/table"].map(
  (path) => html`<a href="/${path}">${path.replace("local/", "")}</a> `,
);

const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); --soft: color-mix(in srgb, currentColor 60%, transparent); }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 1rem 1.5rem 4rem; }
header { display: flex; flex-wrap: wrap; gap: 1.5rem; border-bottom: 1px solid var(--line); padding-bottom: .75rem; font-weight: 600; }
nav { display: flex; gap: 1rem; font-weight: 400; }
a { color: light-dark(#0b57d0, #8ab4f8); text-decoration: none; } a:hover { text-decoration: underline; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; color: var(--soft); font-weight: 500; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .75rem .4rem 0; vertical-align: top; overflow-wrap: anywhere; }
pre { background: color-mix(in srgb, currentColor 6%, transparent); border-radius: 6px; padding: .75rem; overflow: auto; font-size: 13px; }
form { display: inline-flex; gap: .5rem; margin: .25rem .5rem .25rem 0; } input { min-width: 16rem; } input, button, select { font: inherit; padding: .15rem .6rem; }
iframe { width: 100%; height: 28rem; border: 1px solid var(--line); border-radius: 6px; background: white; }
.empty, .soft { color: var(--soft); }
`;

/** Only our own host; the page's library writes its styles into the document, hence `unsafe-inline` for styles alone. */
export const DOCS_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** Nothing on the page leads to, or reports to, a host that is not ours. */
const SETTINGS = JSON.stringify({
  agent: { disabled: true },
  hideClientButton: true,
  mcp: { disabled: true },
  showDeveloperTools: "never",
  telemetry: false,
  withDefaultFonts: false,
});

/** The page that shows the document; `@scalar/api-reference` reads its settings from the element's attributes, so no inline script is needed. */
export function docsPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>InstaInstru API</title>
</head>
<body>
<script id="api-reference" type="application/json" data-url="/api/v1/openapi.json" data-configuration='${SETTINGS}'></script>
<script src="/docs/reference.js"></script>
</body>
</html>
`;
}

import { ROUTES } from "./routes.generated.ts";

const HEAD_MARK = "HEAD";

interface Template {
  readonly segments: readonly string[];
  readonly methods: readonly string[];
}

let templates: readonly Template[] | undefined;

/** Whether the path is a route without parameters of its own. */
export function isStaticRoute(path: string): boolean {
  return Object.hasOwn(ROUTES, path) && !path.includes("{");
}

/** The methods an existing path answers, alphabetical and with OPTIONS (API-9); empty for an unknown path. */
export function allowedMethods(path: string): readonly string[] {
  const methods = methodsOf(path);
  return methods.length === 0 ? [] : [...new Set([...methods, "OPTIONS"])].sort();
}

export function answersHead(path: string): boolean {
  return methodsOf(path).includes(HEAD_MARK);
}

function methodsOf(path: string): readonly string[] {
  if (isStaticRoute(path)) return ROUTES[path] ?? [];
  const segments = path.split("/");
  templates ??= Object.entries(ROUTES).map(([template, methods]) => ({ segments: template.split("/"), methods }));
  return templates.filter((template) => fits(template.segments, segments)).flatMap((template) => [...template.methods]);
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  if (template.length !== segments.length) return false;
  return template.every((part, index) => (part.startsWith("{") ? segments[index] !== "" : part === segments[index]));
}

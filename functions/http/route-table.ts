import { ROUTES } from "./routes.generated.ts";

interface Route {
  readonly segments: readonly string[];
  readonly methods: readonly string[];
}

let routes: ReadonlyMap<string, Route> | undefined;

/** Every path of the product with its methods. The table is text until somebody asks, because each function carries it and few do. */
export function routeTable(): ReadonlyMap<string, Route> {
  routes ??= new Map(
    ROUTES.split("\n").map((line) => {
      const [path = "", ...methods] = line.split(" ");
      return [path, { segments: path.split("/"), methods }];
    }),
  );
  return routes;
}

/** Whether the path is a route without parameters of its own. */
export function isStaticRoute(path: string): boolean {
  return !path.includes("{") && routeTable().has(path);
}

/** The methods an existing path answers, alphabetical and with OPTIONS (API-9); empty for an unknown path. */
export function allowedMethods(path: string): readonly string[] {
  const methods = methodsOf(path);
  return methods.length === 0 ? [] : [...new Set([...methods, "OPTIONS"])].sort();
}

function methodsOf(path: string): readonly string[] {
  if (isStaticRoute(path)) return routeTable().get(path)?.methods ?? [];
  const segments = path.split("/");
  return [...routeTable().values()].filter((route) => fits(route.segments, segments)).flatMap((route) => [...route.methods]);
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  if (template.length !== segments.length) return false;
  return template.every((part, index) => (part.startsWith("{") ? segments[index] !== "" : part === segments[index]));
}

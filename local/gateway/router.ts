export interface Route<Target> {
  readonly method: string;
  /** As in the document, `/api/v1/bookings/{bookingId}`. */
  readonly path: string;
  readonly target: Target;
}

export interface Match<Target> {
  readonly target: Target;
  readonly pathParameters: Record<string, string> | undefined;
}

export type Router<Target> = (method: string, path: string) => Match<Target> | undefined;

/**
 * API Gateway's choice of a route: method and path together, a static segment before a parameter (API-6). No match is `$default`.
 * Paths without parameters are answered from one map, the others from a tree of segments.
 */
export function createRouter<Target>(routes: readonly Route<Target>[]): Router<Target> {
  const fixed = new Map<string, Match<Target>>();
  const trees = new Map<string, Node<Target>>();
  for (const { method, path, target } of routes) {
    if (!path.includes("{")) fixed.set(`${method} ${path}`, { target, pathParameters: undefined });
    const tree = trees.get(method) ?? newNode<Target>();
    trees.set(method, tree);
    plant(tree, path, target);
  }
  return (method, path) => {
    const known = fixed.get(`${method} ${path}`);
    if (known) return known;
    const tree = trees.get(method);
    return tree && climb(tree, path.split("/"), 1, []);
  };
}

interface Node<Target> {
  readonly children: Map<string, Node<Target>>;
  parameter: Node<Target> | undefined;
  leaf: { readonly target: Target; readonly names: readonly string[] } | undefined;
}

function newNode<Target>(): Node<Target> {
  return { children: new Map(), parameter: undefined, leaf: undefined };
}

function plant<Target>(tree: Node<Target>, path: string, target: Target): void {
  const names: string[] = [];
  let node = tree;
  for (const segment of path.split("/").slice(1)) {
    if (segment.startsWith("{")) {
      names.push(segment.slice(1, -1));
      node.parameter ??= newNode();
      node = node.parameter;
    } else {
      const child = node.children.get(segment) ?? newNode<Target>();
      node.children.set(segment, child);
      node = child;
    }
  }
  node.leaf = { target, names };
}

function climb<Target>(
  node: Node<Target>,
  segments: readonly string[],
  depth: number,
  values: readonly string[],
): Match<Target> | undefined {
  const segment = segments[depth];
  if (segment === undefined) return node.leaf && { target: node.leaf.target, pathParameters: named(node.leaf.names, values) };
  const child = node.children.get(segment);
  const match = child && climb(child, segments, depth + 1, values);
  if (match) return match;
  // An empty segment fills no parameter: `/bookings//cancel` is not a booking.
  return node.parameter && segment !== "" ? climb(node.parameter, segments, depth + 1, [...values, segment]) : undefined;
}

function named(names: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
}

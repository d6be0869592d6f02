import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import type { PropertyType, ResourceProperties, SpecDatabase } from "@aws-cdk/service-spec-types";
import type { Resource, SynthesizedStack } from "../../stacks/synthesize.ts";

/** What CloudFormation and Lambda refuse, in sentences; found before a deployment does. The limits are AWS's, the resource count is ours. */
export function faultsOf(stacks: readonly SynthesizedStack[]): string[] {
  const exported = new Map(stacks.flatMap((stack) => exportsOf(stack).map((name) => [name, stack.name])));
  return stacks.flatMap((stack) => [
    ...sizeFaults(stack),
    ...Object.entries(stack.template.Resources).flatMap(([id, resource]) =>
      [...propertyFaults(resource), ...referenceFaults(resource, stack, exported), ...limitFaults(resource)].map(
        (fault) => `${stack.name}/${id} (${resource.Type}): ${fault}`,
      ),
    ),
  ]);
}

const MOST_RESOURCES = 450;
const MOST_OUTPUTS = 200;
const MOST_TEMPLATE_BYTES = 1_000_000;
const MOST_ENVIRONMENT_BYTES = 4_096;
const MOST_POLICY_CHARACTERS = 10_240;

let database: SpecDatabase | undefined;

function specification(): SpecDatabase {
  database ??= loadAwsServiceSpecSync();
  return database;
}

function sizeFaults({ name, template }: SynthesizedStack): string[] {
  const counted = [
    ["resources", Object.keys(template.Resources).length, 1, MOST_RESOURCES],
    ["outputs", Object.keys(template.Outputs ?? {}).length, 0, MOST_OUTPUTS],
    ["bytes", Buffer.byteLength(JSON.stringify(template)), 1, MOST_TEMPLATE_BYTES],
  ] as const;
  return counted.flatMap(([what, count, least, most]) =>
    count < least || count > most ? [`${name}: ${count} ${what}, not ${least} to ${most}`] : [],
  );
}

function propertyFaults(resource: Resource): string[] {
  const [known] = specification().lookup("resource", "cloudFormationType", "equals", resource.Type);
  if (known === undefined) return ["unknown resource type"];
  return objectFaults(resource.Properties ?? {}, known.properties, "");
}

function objectFaults(value: Readonly<Record<string, unknown>>, properties: ResourceProperties, path: string): string[] {
  const missing = Object.entries(properties).flatMap(([name, { required }]) =>
    required && value[name] === undefined ? [`${path}${name} is missing`] : [],
  );
  const wrong = Object.entries(value).flatMap(([name, member]) => {
    const property = properties[name];
    return property === undefined ? [`${path}${name} is unknown`] : valueFaults(member, property.type, `${path}${name}`);
  });
  return [...missing, ...wrong];
}

function valueFaults(value: unknown, type: PropertyType, path: string): string[] {
  if (isIntrinsic(value)) return [];
  switch (type.type) {
    case "string":
      if (typeof value !== "string") return [`${path} is no string`];
      return type.allowedValues && !type.allowedValues.includes(value) ? [`${path} cannot be "${value}"`] : [];
    case "integer":
    case "number":
      return typeof value === "number" || /^\d+$/.test(String(value)) ? [] : [`${path} is no number`];
    case "boolean":
      return typeof value === "boolean" ? [] : [`${path} is no boolean`];
    case "array":
      return Array.isArray(value)
        ? value.flatMap((element, index) => valueFaults(element, type.element, `${path}[${index}]`))
        : [`${path} is no list`];
    case "map":
      return isObject(value)
        ? Object.entries(value).flatMap(([name, element]) => valueFaults(element, type.element, `${path}.${name}`))
        : [`${path} is no map`];
    case "ref":
      return isObject(value)
        ? objectFaults(value, specification().get("typeDefinition", type.reference).properties, `${path}.`)
        : [`${path} is no object`];
    case "union":
      return unionFaults(value, type.types, path);
    default:
      return [];
  }
}

function unionFaults(value: unknown, types: readonly PropertyType[], path: string): string[] {
  const faults = types.map((type) => valueFaults(value, type, path));
  return faults.some((found) => found.length === 0) ? [] : (faults[0] ?? []);
}

function referenceFaults(resource: Resource, stack: SynthesizedStack, exported: ReadonlyMap<string, string>): string[] {
  const { Resources, Parameters = {} } = stack.template;
  const isKnown = (id: unknown) => typeof id === "string" && (id in Resources || id in Parameters || id.startsWith("AWS::"));
  const dependencies = [resource.DependsOn ?? []]
    .flat()
    .flatMap((id) => (id in Resources ? [] : [`depends on ${id}, which does not exist`]));
  const references = intrinsicsIn(resource.Properties).flatMap(([name, argument]) => {
    if (name === "Ref") return isKnown(argument) ? [] : [`refers to ${argument}, which does not exist`];
    if (name === "Fn::GetAtt" && Array.isArray(argument)) return attributeFaults(String(argument[0]), String(argument[1]), Resources);
    if (name === "Fn::ImportValue") return importFaults(String(argument), stack.name, exported);
    return [];
  });
  return [...dependencies, ...references];
}

function attributeFaults(id: string, attribute: string, resources: Readonly<Record<string, Resource>>): string[] {
  const type = resources[id]?.Type;
  if (type === undefined) return [`reads ${id}, which does not exist`];
  const [known] = specification().lookup("resource", "cloudFormationType", "equals", type);
  const attributes = [...Object.keys(known?.attributes ?? {}), ...Object.keys(known?.properties ?? {})];
  return attributes.includes(attribute) ? [] : [`reads ${id}.${attribute}, which ${type} has not`];
}

function importFaults(name: string, importer: string, exported: ReadonlyMap<string, string>): string[] {
  const exporter = exported.get(name);
  if (exporter === undefined) return [`imports ${name}, which no stack exports`];
  return exporter === importer ? [`imports ${name} from its own stack`] : [];
}

function limitFaults({ Type, Properties = {} }: Resource): string[] {
  const environment = Type === "AWS::Lambda::Function" ? Buffer.byteLength(JSON.stringify(Properties.Environment ?? {})) : 0;
  const policy = Type === "AWS::IAM::Policy" ? JSON.stringify(Properties.PolicyDocument).length : 0;
  return [
    ...(environment > MOST_ENVIRONMENT_BYTES ? [`environment of ${environment} bytes`] : []),
    ...(policy > MOST_POLICY_CHARACTERS ? [`policy of ${policy} characters`] : []),
  ];
}

function exportsOf({ template }: SynthesizedStack): string[] {
  return Object.values(template.Outputs ?? {}).flatMap(({ Export }) => (Export === undefined ? [] : [String(Export.Name)]));
}

function intrinsicsIn(value: unknown): [name: string, argument: unknown][] {
  if (Array.isArray(value)) return value.flatMap(intrinsicsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]): [string, unknown][] => [
    ...(name === "Ref" || name.startsWith("Fn::") ? [[name, member] satisfies [string, unknown]] : []),
    ...intrinsicsIn(member),
  ]);
}

function isIntrinsic(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 1 && /^(Ref|Fn::.+)$/.test(Object.keys(value)[0] ?? "");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

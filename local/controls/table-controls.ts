import { type AttributeValue, type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { INDEXES } from "../../core/table/definition.ts";
import { type Control, queryOf, view } from "./control.ts";
import { type Html, html } from "./html.ts";
import { json, table } from "./page.ts";

const MOST_ITEMS = 100;

/** Looks into one partition of the table or of an index. */
export function tableControls(client: DynamoDBClient, tableName: string): Control[] {
  return [
    {
      method: "GET",
      path: "/local/table",
      answer: async (request) => {
        const query = queryOf(request);
        const pk = query.get("pk") ?? "";
        const index = INDEXES.find((name) => name === query.get("index"));
        const items = pk === "" ? [] : await partition(client, tableName, index, pk);
        return view(request, "Table", { items }, () => tablePage(pk, index, items));
      },
    },
  ];
}

type Item = Readonly<Record<string, unknown>>;

async function partition(client: DynamoDBClient, tableName: string, index: string | undefined, pk: string): Promise<Item[]> {
  const { Items: items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      ...(index === undefined ? {} : { IndexName: index }),
      KeyConditionExpression: "#pk = :pk",
      ExpressionAttributeNames: { "#pk": `${index ?? ""}pk` },
      ExpressionAttributeValues: { ":pk": { S: pk } },
      Limit: MOST_ITEMS,
    }),
  );
  return items.map(readable);
}

/** Bytes are shown in hexadecimal: one digit is four slots of a bitmap. */
function readable(item: Record<string, AttributeValue>): Item {
  const entries = Object.entries(unmarshall(item));
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value]),
  );
}

function tablePage(pk: string, index: string | undefined, items: readonly Item[]): Html {
  const options = ["", ...INDEXES].map((name) =>
    name === (index ?? "") ? html`<option selected>${name}</option>` : html`<option>${name}</option>`,
  );
  const rows = items.map((item) => ({ cells: [String(item[`${index ?? ""}sk`] ?? item.sk), json(item)] }));
  return html`
<form method="get"><input name="pk" value="${pk}" placeholder="partition key, e.g. RATE#…" required><select name="index">${options}</select><button>Look</button></form>
${table(["Sort key", "Item"], rows, pk === "" ? "Name a partition key." : "Nothing there.")}`;
}

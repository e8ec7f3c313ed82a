import type { Answer, Api } from "./api";

/** The type of a field, which decides by what it is entered. */
export type FieldType = "text" | "string" | "integer" | "number" | "boolean" | "enum" | "object" | "list";

/** A field of a request, as the contract describes it. */
export interface Field {
  name: string;
  /** The name of its schema, such as PartialDate, or an empty string. */
  schema: string;
  type: FieldType;
  description: string;
  required: boolean;
  values: string[];
  fields: Field[];
  item: Field | null;
}

/** A kind of record: its name, its path, and the fields of a report on it. */
export interface Kind {
  name: string;
  path: string;
  report: Field[];
  content: Field[];
}

interface Schema {
  $ref?: string;
  allOf?: Schema[];
  type?: string;
  description?: string;
  enum?: string[];
  properties?: { [name: string]: Schema };
  additionalProperties?: Schema;
  required?: string[];
  items?: Schema;
  /** The name by which it was referred to. */
  named?: string;
}

interface Operation {
  requestBody?: { $ref?: string; content?: { "application/json"?: { schema: Schema } } };
}

interface Document {
  paths: { [path: string]: { post?: Operation } };
  components: {
    schemas: { [name: string]: Schema };
    requestBodies: { [name: string]: NonNullable<Operation["requestBody"]> };
  };
}

const APPEND = /^\/api\/v1\/([a-z]+)\/\{id\}\/revisions$/;

/** What the contract of the API says of reports. */
export class Contract {
  readonly kinds: Kind[];

  constructor(private readonly document: Document) {
    this.kinds = Object.entries(document.paths)
      .filter(([path, operations]) => APPEND.test(path) && operations.post !== undefined)
      .map(([path, operations]) => this.kind(APPEND.exec(path)![1], operations.post!));
  }

  /** Reads the contract from the service. */
  static async load(api: Api): Promise<Contract> {
    const answer: Answer<Document> = await api.get("/q/openapi?format=json");
    return new Contract(answer.body);
  }

  /** Returns the kind with a name. */
  kindNamed(name: string): Kind {
    return this.kinds.find((kind) => kind.name === name) ?? this.kinds[0];
  }

  /** Returns the fields of a schema. */
  fieldsOf(schema: string): Field[] {
    return this.fields(this.resolved({ $ref: schema }));
  }

  private kind(path: string, operation: Operation): Kind {
    const body = operation.requestBody!.$ref === undefined
      ? operation.requestBody!
      : this.document.components.requestBodies[lastOf(operation.requestBody!.$ref)];
    const schema = this.resolved(body.content!["application/json"]!.schema);
    const content = this.resolved(schema.properties!.content);
    const name = content.properties!.kind?.enum?.[0] ?? path;
    return {
      name,
      path,
      report: this.fields(schema).filter((field) => field.name !== "content"),
      content: this.fields(content).filter((field) => field.name !== "kind"),
    };
  }

  private fields(schema: Schema): Field[] {
    return Object.entries(schema.properties ?? {}).map(([name, property]) =>
      this.field(name, property, schema.required?.includes(name) ?? false),
    );
  }

  private field(name: string, property: Schema, required: boolean): Field {
    const schema = this.resolved(property);
    const type = typeOf(schema);
    return {
      name,
      schema: schema.named ?? "",
      type,
      description: schema.description ?? "",
      required,
      values: schema.enum ?? [],
      fields: type === "object" ? this.fields(schema) : [],
      item: type === "list" ? this.field(name, schema.items ?? {}, true) : null,
    };
  }

  /** Returns a schema with what it refers to and consists of; its own description prevails. */
  private resolved(schema: Schema): Schema {
    if (schema.$ref !== undefined) {
      const named = lastOf(schema.$ref);
      const target = this.resolved(this.document.components.schemas[named] ?? {});
      return { ...target, named, description: schema.description ?? target.description };
    }
    if (schema.allOf !== undefined) {
      return schema.allOf.map((part) => this.resolved(part)).reduce(merged, { description: schema.description });
    }
    return schema;
  }
}

function merged(one: Schema, other: Schema): Schema {
  return {
    ...one,
    ...other,
    description: one.description ?? other.description,
    properties: { ...one.properties, ...other.properties },
    required: [...(one.required ?? []), ...(other.required ?? [])],
  };
}

function lastOf(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

function typeOf(schema: Schema): FieldType {
  if (schema.enum !== undefined) {
    return "enum";
  }
  if (schema.type === "array") {
    return "list";
  }
  if (schema.type === "object") {
    return schema.properties === undefined && schema.additionalProperties !== undefined ? "text" : "object";
  }
  const isPlain = schema.type === "integer" || schema.type === "number" || schema.type === "boolean";
  return isPlain ? (schema.type as FieldType) : "string";
}

import { query, type Api } from "./api";
import { Contract } from "./contract";
import { briefName, type Brief } from "./names";
import type { Text, Texts } from "./texts";

/** A value that can be chosen, with what a person reads. */
export interface Option {
  value: string;
  label: string;
}

/** A crisis as the API describes it. */
export interface Crisis {
  id: string;
  title: Text;
  timeZone: string;
  position: number;
}

/** A record of a crisis, with what a person reads. */
export interface Listed extends Option {
  kind: string;
  brief: Brief;
}

interface Snapshot {
  records: { [path: string]: { items: Brief[] } };
  sources?: { [id: string]: Text };
}

interface Codes {
  items: { id: string; codes?: string[] }[];
}

/** The crises, sources, codes and records that reports name, read once and then kept. */
export class Directory {
  contract!: Contract;
  crises: Crisis[] = [];
  sources: Option[] = [];
  countries: Option[] = [];
  readonly zones: Option[] = Intl.supportedValuesOf("timeZone").map((value) => ({ value, label: value }));
  private readonly names = new Map<string, string>();
  private readonly records = new Map<string, Listed[]>();

  constructor(
    private readonly api: Api,
    private readonly texts: Texts,
  ) {}

  /** Reads what all parts of the desk need. */
  async load(): Promise<void> {
    const lang = query({ lang: this.texts.language });
    const [contract, crises, sources, codes] = await Promise.all([
      Contract.load(this.api),
      this.api.get<{ items: Crisis[] }>(`/api/v1/crises${lang}`),
      this.api.get<{ items: { id: string; name: Text }[] }>(`/api/v1/sources${lang}`),
      this.api.get<Codes>("/api/v1/codes"),
    ]);
    this.contract = contract;
    this.crises = crises.body.items;
    this.setSources(sources.body.items);
    const countries = codes.body.items.find((list) => list.id === "iso-3166-1")?.codes ?? [];
    this.countries = sorted(countries.map((code) => ({ value: code, label: this.texts.countryName(code) })), this.texts);
  }

  /** Returns the name of a source, or its id if it has no name. */
  sourceName(id: string): string {
    return this.names.get(id) ?? id;
  }

  /** Returns the records of a crisis that were read last. */
  known(crisis: string): Listed[] {
    return this.records.get(crisis) ?? [];
  }

  /** Reads the records of a crisis, with those of which nothing stands. */
  async recordsOf(crisis: string): Promise<Listed[]> {
    const parameters = query({ view: "brief", include: "retracted", lang: this.texts.language });
    const { body } = await this.api.get<Snapshot>(`/api/v1/crises/${encodeURIComponent(crisis)}/snapshot${parameters}`);
    const listed = this.contract.kinds.flatMap((kind) =>
      (body.records[kind.path]?.items ?? []).map((brief) => ({
        kind: kind.name,
        brief,
        value: brief.record,
        label: briefName(this.texts, brief),
      })),
    );
    this.records.set(crisis, listed);
    return listed;
  }

  private setSources(sources: { id: string; name: Text }[]): void {
    const options = sources.map((source) => ({ value: source.id, label: this.texts.of(source.name) }));
    this.sources = sorted(options, this.texts);
    options.forEach((option) => this.names.set(option.value, option.label));
  }
}

function sorted(options: Option[], texts: Texts): Option[] {
  return options.sort((one, other) => one.label.localeCompare(other.label, texts.language));
}

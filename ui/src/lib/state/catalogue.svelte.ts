/** The catalogue: sections with their forms, departments, rules. Read once, and again when a newer one has come. */
import { call, on, type CatalogueExtract, type Department, type Right, type Section } from "$lib/ipc";
import { session } from "./session.svelte";

class CatalogueState {
  /** Null until it is read, and on a computer that never had one. */
  value = $state.raw<CatalogueExtract | null>(null);
  /** Whether it was asked for: before that an absence means nothing. */
  asked = $state(false);

  sections = $derived<Section[]>(this.value?.sections ?? []);
  /** Sections in which the account may write. Without an account: all, since a later sign-in decides. */
  writable = $derived(this.sections.filter(({ id }) => this.may(id, "write")));

  #sections = $derived(new Map(this.sections.map((section) => [section.id, section])));
  #departments = $derived(new Map((this.value?.departments ?? []).map((one) => [one.id, one])));

  async read(): Promise<void> {
    this.value = await call("catalogue");
    this.asked = true;
  }

  section(id: string): Section | undefined {
    return this.#sections.get(id);
  }

  department(id: string): Department | undefined {
    return this.#departments.get(id);
  }

  may(section: string, right: Right): boolean {
    const { account } = session;
    if (account === null) return right === "write";
    return account.rights.some((row) => row.section === section && row.rights.includes(right));
  }

  /** Forgets it: somebody else sits down. */
  forget(): void {
    this.value = null;
    this.asked = false;
  }

  /** Keeps it fresh. Returns how to stop. */
  follow(): () => void {
    return on("catalogue_changed", () => void this.read());
  }
}

export const catalogue = new CatalogueState();

// What an import has to say of its sources: a file, a URL, a domain, a mailbox, and a clause about it.

export interface Findings {
  /** Something that could not be imported as it is. */
  problem(about: string, message: string): void
  /** Something that nobody needs to act on. */
  note(about: string, message: string): void
}

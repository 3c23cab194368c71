/** What a contract says, as one document with its hash. No name of a person stands in it. Pure. */
import { hash } from 'node:crypto'
import { canonicalJson } from '../values/json.ts'
import type { ContractCancellation } from './contract-cancellation.ts'
import type { ContractLine, NamedInBoth } from './contract-lines.ts'
import type { ContractDifference } from './difference.ts'
import type { ContractRow } from './tables.ts'
import type { KeptTemplate, Language } from './template.ts'

/** The studio as it stands on a contract. */
export interface StudioParty {
  readonly name: string
  readonly address: string | null
  readonly phone: string | null
  readonly registration: string | null
}

/** Money that came or went for the order; below zero where it went. */
export interface ContractPayment {
  readonly number: string
  readonly kind: string
  readonly date: string
  readonly purpose: string | null
  readonly amount: string
}

/** What is still to be paid, and on which day; null where none was agreed. */
export interface ContractDue {
  readonly dueDate: string | null
  readonly amount: string
}

/** What both agree on. The same order has the same terms, whenever they are read. */
export interface ContractTerms {
  readonly language: Language
  readonly template: KeptTemplate
  readonly studio: StudioParty
  readonly order: {
    readonly number: string
    readonly bookedDate: string
    readonly dueDate: string | null
    readonly promisedDate: string | null
  }
  readonly currency: string
  readonly lines: readonly ContractLine[]
  /** The names of the products that packages include, by their code. */
  readonly productNames: Readonly<Record<string, NamedInBoth>>
  /** What was taken off all lines. */
  readonly discount: string
  readonly total: string
  readonly payments: readonly ContractPayment[]
  readonly paid: string
  readonly earnest: string
  readonly balanceDue: string
  readonly plan: readonly ContractDue[]
  readonly cancellation: ContractCancellation
}

/** Somebody on the customer's side: the role, and a hash that only who knows the name and the salt can make. */
export interface PartyMark {
  readonly role: string
  readonly digest: string
}

export interface ContractContent {
  /** The form of this document. */
  readonly format: 1
  readonly number: string
  readonly version: number
  readonly drawnAt: string
  readonly drawnOn: string
  /** The revision of the order. */
  readonly orderRevision: number
  readonly parties: readonly PartyMark[]
  /** The contract that this one takes the place of. */
  readonly supersedes: { readonly number: string; readonly hash: string } | null
  /** Whether a contract that both signed is amended by it. */
  readonly amendment: boolean
  /** What differs from the contract that it takes the place of. */
  readonly changes: readonly ContractDifference[]
  readonly terms: ContractTerms
}

/** SHA-256 in hexadecimal, of the one JSON text of a document. */
export const hashOf = (document: unknown): string => hash('sha256', canonicalJson(document))

export const contentOf = (row: Pick<ContractRow, 'content'>): ContractContent =>
  row.content as unknown as ContractContent

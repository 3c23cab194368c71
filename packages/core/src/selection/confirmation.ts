/** What is confirmed, as one document with its hash. Pure. */
import { hash } from 'node:crypto'
import { canonicalJson, type Json } from '../values/json.ts'
import type { Composition, Content } from './content.ts'
import type { Counted } from './entitlement.ts'

/** A line that was sold beyond the package. */
export interface ConfirmedExtra {
  readonly lineId: string
  readonly item: string
  readonly quantity: string
  readonly amount: string
}

export interface ConfirmedDocument {
  readonly order: string
  readonly line: number
  readonly selection: number
  readonly confirmedAt: string
  readonly method: string
  /** The words that were signed. */
  readonly text: string
  /** Ids of images, which are facts: what an id stands for never changes. */
  readonly retouch: readonly string[]
  readonly originals: readonly string[]
  readonly products: readonly Composition[]
  readonly counted: readonly Counted[]
  readonly extras: readonly ConfirmedExtra[]
  readonly currency: string
}

export function documentOf(content: Content, of: Omit<ConfirmedDocument, keyof Content>): ConfirmedDocument {
  return { ...of, ...content }
}

/** SHA-256 in hexadecimal, of the one JSON text of a document. */
export const hashOf = (document: ConfirmedDocument | Json): string => hash('sha256', canonicalJson(document))

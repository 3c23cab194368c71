/** What a customer is shown and approves, as one document with its hash. Pure. */
import { hash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson, type Json } from '../values/json.ts'

/** A file of a proof: the host keeps it. */
export const proofPageInput = z.strictObject({
  /** The page or spread, from 1. */
  page: z.int().min(1).max(10_000),
  /** Where the host keeps the file. */
  reference: z.string().min(1).max(500),
  /** The hash of the file, such as `sha256:…`: what was approved is then known to the bit. */
  hash: z.string().min(8).max(200),
})

export type ProofPage = z.output<typeof proofPageInput>

export const proofPagesInput = z
  .array(proofPageInput)
  .min(1)
  .max(500)
  .refine((pages) => new Set(pages.map(({ page }) => page)).size === pages.length, 'must name each page once')

export interface ApprovedDocument {
  readonly order: string
  readonly line: number
  readonly proofVersion: number
  readonly pages: readonly ProofPage[]
  readonly approvedAt: string
  readonly method: string
  /** The words that were signed. */
  readonly text: string
}

/** SHA-256 in hexadecimal, of the one JSON text of what is given. */
export const hashOfJson = (of: Json): string => hash('sha256', canonicalJson(of))

export const hashOfPages = (pages: readonly ProofPage[]): string => hashOfJson(pages as unknown as Json)

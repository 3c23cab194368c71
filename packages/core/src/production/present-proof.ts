/** Proofs as callers see them. */
import { z } from 'zod'
import { type ProofPage, proofPageInput } from './proof-document.ts'
import type { ProofRow } from './tables.ts'

export const proofStates = ['waiting', 'approved', 'changes', 'superseded', 'ended'] as const

export const proofSchema = z.object({
  id: z.string(),
  branch: z.string(),
  orderId: z.string(),
  lineId: z.string(),
  /** 1, 2, 3 … of its line. */
  proofVersion: z.int(),
  /** `superseded` by a later version; `ended` where it was approved or waited, and the line went back to be made anew. */
  state: z.enum(proofStates),
  pages: z.array(proofPageInput),
  /** SHA-256 of the pages. */
  hash: z.string(),
  sentAt: z.string(),
  sentBy: z.string(),
  /** The last day on which it may be answered. */
  expiresOn: z.string().nullable(),
  answeredAt: z.string().nullable(),
})

export interface Proof extends z.output<typeof proofSchema> {}

export function presentProof({ version: _version, ...row }: ProofRow): Proof {
  return { ...row, state: row.state as Proof['state'], pages: row.pages as unknown as ProofPage[] }
}

/**
 * What stands on the papers of a till: the report of a shift, the close of a day, the voucher of a pay-out. Typed JSON with a
 * version, apart from how it looks, as a receipt's document is.
 */
import { z } from 'zod'
import { letterheadSchema } from './letterhead.ts'
import { receiptLanguages, receiptPapers } from './paper.ts'

const amount = z.string().regex(/^-?\d{1,24}(\.\d{1,6})?$/, 'must be a decimal string')
const line = z.string().max(1000)

const rowSchema = z.union([
  z.strictObject({ label: line, value: line }),
  z.strictObject({ label: line, amount, strong: z.boolean() }),
])

const schema = z.strictObject({
  /** Raised when a member changes its meaning. */
  version: z.literal(1),
  kind: z.enum(['shiftReport', 'dayReport', 'payOut']),
  language: z.enum(receiptLanguages),
  paper: z.enum(receiptPapers),
  header: letterheadSchema,
  title: line,
  /** Null where the paper has none, as a report of a shift that is still open. */
  number: line.nullable(),
  /** 0 for the original, 1 for the first copy. Nobody counts these: who prints again says so. */
  copy: z.int().min(0),
  /** Local date and time of the branch that the paper speaks of, `YYYY-MM-DD HH:mm`. */
  time: z.string().max(16),
  /** ISO 4217; every amount is a decimal string in it. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  facts: z.array(z.strictObject({ label: line, value: line })).max(40),
  sections: z.array(z.strictObject({ title: line.nullable(), rows: z.array(rowSchema).max(2000) })).max(20),
  /** Who signs: each gets a line to write on. */
  signatures: z.array(line).max(5),
  headHash: line.nullable(),
})

/** A paper of a till. Its texts are in its language already. */
export interface TillDocument extends z.output<typeof schema> {}

/** A line under a section: a text or an amount beside what it is. */
export type TillRow = z.output<typeof rowSchema>

/** Checks a document that comes from outside, such as a queue of printing jobs. An unknown member is an error. */
export const tillDocumentSchema: z.ZodType<TillDocument> = schema

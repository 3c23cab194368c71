import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { sealEntries } from '../seal-entries.ts'
import { pageMembers } from '../shapes.ts'
import { ledgerEntries } from '../tables.ts'

const schema = z.strictObject(pageMembers)

export interface SealEntries extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, SealEntries> = schema

const outputShape = z.object({
  /** How many entries the chain of the branch holds now. */
  sequence: z.int(),
  /** The hash of its end. */
  hash: z.string(),
  /** Pass it as `cursor` to go on; null at the end. */
  next: z.string().nullable(),
})

export interface Sealed extends z.output<typeof outputShape> {}

const output: z.ZodType<Sealed> = outputShape

/**
 * Seals what the subscriber does not hear of: imported history, which is not announced, and entries of before there was a
 * chain. One page of the branch's entries in the order of their ids; entries that are sealed already are passed over.
 */
export const seal: Operation<'command', SealEntries, Sealed, never> = operation({
  name: 'ledger.seal',
  summary: 'Seals entries of the branch that are not sealed yet, page by page: for imported history.',
  kind: 'command',
  input,
  output,
  async run(context, { limit, cursor }) {
    const { store, branch } = context
    const page = await store.page(ledgerEntries, { where: { branch }, orderBy: ['id'], limit, cursor })
    const ids = page.items.map((entry) => entry.id)
    const { sequence, hash } = await sealEntries(context, ids)
    return { sequence, hash, next: page.next }
  },
})

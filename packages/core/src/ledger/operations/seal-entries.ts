import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import type { CommandContext } from '../../engine/context.ts'
import { sealAll } from '../seal-entries.ts'
import { entryFact, type SealRef } from '../seal-facts.ts'
import { unsealedOf } from '../seal-outside.ts'
import { sealedFacts } from '../sealed-fact.ts'
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
 * Seals what the subscriber does not hear of: what of before there was a chain, or an event that was given up. One page of
 * the branch's entries in the order of their ids, and after the last of them one of each kind of fact; what is sealed already is passed over.
 */
export const seal: Operation<'command', SealEntries, Sealed, never> = operation({
  name: 'ledger.seal',
  summary: 'Seals entries and facts of the branch that are not sealed yet, page by page.',
  kind: 'command',
  input,
  output,
  async run(context, { limit, cursor }) {
    const { store, branch } = context
    const page = await store.page(ledgerEntries, { where: { branch }, orderBy: ['id'], limit, cursor })
    const entries = page.items.map(({ id }) => ({ fact: entryFact, key: id }))
    const facts = page.next === null ? await unsealedFacts(context) : []
    const { sequence, hash } = await sealAll(context, [...entries, ...facts])
    return { sequence, hash, next: page.next }
  },
})

/** Facts are few beside entries: all that wait are sealed with the last page. */
async function unsealedFacts(context: CommandContext): Promise<readonly SealRef[]> {
  const { store, tenant, branch } = context
  const chain = { store, tenant, branch, facts: context.entries(sealedFacts) }
  const refs: SealRef[] = []
  for (const fact of chain.facts) {
    for (const key of await unsealedOf(chain, fact)) refs.push({ fact: fact.table.name, key })
  }
  return refs
}

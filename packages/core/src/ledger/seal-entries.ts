/** Seals entries and facts: appends them to the chain of their branch. */
import type { CommandContext } from '../engine/context.ts'
import type { RowOf } from '../storage/table.ts'
import { chainStart, nextLink } from './seal-encoding.ts'
import { entryFact, readSealables, refText, rowDigits, type SealRef } from './seal-facts.ts'
import { factOf, type SealedFact, sealedFacts } from './sealed-fact.ts'
import { ledgerSealHeads, ledgerSeals } from './seal-tables.ts'

export type SealHead = RowOf<typeof ledgerSealHeads>

/** So many links are read and written at once. */
const pageSize = 500

/** The end of the chain of the session's branch, locked until the command ends. */
export async function holdSealHead({ store, tenant, branch }: CommandContext): Promise<SealHead> {
  for (;;) {
    const head = await store.getForUpdate(ledgerSealHeads, branch)
    if (head !== undefined) return head
    await store.insertNew(ledgerSealHeads, [{ branch, sequence: 0, hash: chainStart(tenant, branch) }], 'primary')
  }
}

/** Seals those of the entries of the session's branch that are not sealed yet, in the order given. Answers the head. */
export const sealEntries = (context: CommandContext, entryIds: readonly string[]): Promise<SealHead> =>
  sealAll(
    context,
    entryIds.map((key) => ({ fact: entryFact, key })),
  )

/**
 * The same for entries and facts. One statement holds the head; for each 500, one looks for seals, those of `readSealables`
 * read what has none, and one inserts its links; one more moves the head.
 *
 * @throws SEALED_FACT_UNKNOWN
 */
export async function sealAll(context: CommandContext, refs: readonly SealRef[]): Promise<SealHead> {
  for (const fact of new Set(refs.map((ref) => ref.fact))) if (fact !== entryFact) factOf(context, fact)
  let head = await holdSealHead(context)
  for (let from = 0; from < refs.length; from += pageSize) {
    head = await sealPage(context, head, refs.slice(from, from + pageSize))
  }
  return head
}

async function sealPage(context: CommandContext, head: SealHead, refs: readonly SealRef[]): Promise<SealHead> {
  const { store, branch } = context
  const facts = context.entries(sealedFacts)
  const fresh = await withoutSeal(context, refs, facts)
  if (fresh.length === 0) return head
  const found = await readSealables({ store, branch, facts }, fresh)
  let { sequence, hash } = head
  for (const { fact, key } of fresh) {
    const sealable = found.get(refText({ fact, key }))
    if (sealable?.branch !== branch) continue
    sequence++
    hash = nextLink(
      hash,
      sequence,
      sealable.rows.map((row) => row.digest),
    )
    const lines = sealable.lines.length
    store.insert(ledgerSeals, { branch, sequence, fact, key, lines, rows: rowDigits(sealable), hash })
  }
  return store.update(ledgerSealHeads, head, { sequence, hash })
}

/** Those without a seal, each once, in the order given. One statement for each kind among them. */
export async function withoutSeal(
  context: Pick<CommandContext, 'branch'> & { readonly store: Pick<CommandContext['store'], 'find'> },
  refs: readonly SealRef[],
  facts: readonly SealedFact[],
): Promise<readonly SealRef[]> {
  const { store, branch } = context
  const wanted = new Map(refs.map((ref) => [refText(ref), ref]))
  for (const fact of new Set(refs.map((ref) => ref.fact))) {
    const keys = refs.filter((ref) => ref.fact === fact).map((ref) => ref.key)
    // What is the whole studio's is sealed once, in the branch that made it.
    const anywhere = facts.some((one) => one.table.name === fact && one.branch === null)
    const where = { ...(anywhere ? {} : { branch }), fact, key: { in: keys } }
    const sealed = await store.find(ledgerSeals, { where, limit: 'all' })
    for (const { key } of sealed) wanted.delete(refText({ fact, key }))
  }
  return [...wanted.values()]
}

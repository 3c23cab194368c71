/** Seals entries: appends them to the chain of their branch. */
import type { CommandContext } from '../engine/context.ts'
import type { RowOf } from '../storage/table.ts'
import { chainStart, nextLink } from './seal-encoding.ts'
import { readFacts } from './seal-facts.ts'
import { ledgerSealHeads, ledgerSeals } from './seal-tables.ts'

export type SealHead = RowOf<typeof ledgerSealHeads>

/** The end of the chain of the session's branch, locked until the command ends. */
export async function holdSealHead({ store, tenant, branch }: CommandContext): Promise<SealHead> {
  for (;;) {
    const head = await store.getForUpdate(ledgerSealHeads, branch)
    if (head !== undefined) return head
    await store.insertNew(ledgerSealHeads, [{ branch, sequence: 0, hash: chainStart(tenant, branch) }], 'primary')
  }
}

/** Seals those of the entries of the session's branch that are not sealed yet, in the order given. Answers the head. */
export async function sealEntries(context: CommandContext, entryIds: readonly string[]): Promise<SealHead> {
  const { store, branch } = context
  const head = await holdSealHead(context)
  const sealed = await store.find(ledgerSeals, { where: { entryId: { in: entryIds } }, limit: 'all' })
  const known = new Set(sealed.map((seal) => seal.entryId))
  const fresh = entryIds.filter((id) => !known.has(id))
  if (fresh.length === 0) return head
  const facts = await readFacts(store, fresh)
  let { sequence, hash } = head
  for (const id of fresh) {
    const found = facts.get(id)
    if (found === undefined || found.entry.branch !== branch) continue
    sequence++
    hash = nextLink(hash, sequence, found.encoded)
    store.insert(ledgerSeals, { branch, sequence, entryId: id, hash })
  }
  return store.update(ledgerSealHeads, head, { sequence, hash })
}

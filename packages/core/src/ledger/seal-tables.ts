/** The hash chain of each branch, made of entries after their commit. */
import { id, int, text } from '../storage/column.ts'
import { defineTable } from '../storage/table.ts'

/** One link for each entry, in the order in which entries were sealed. */
export const ledgerSeals = defineTable({
  name: 'ledger_seals',
  columns: {
    branch: id(),
    /** 1, 2, 3 … in the branch. */
    sequence: int(),
    entryId: id(),
    /** SHA-256 over the link before and every field of the entry, in hexadecimal. */
    hash: text(64),
  },
  key: ['branch', 'sequence'],
  uniques: [{ name: 'entry', columns: ['entryId'] }],
  appendOnly: true,
  branch: 'branch',
})

/** Where the chain of a branch ends. Sealing locks it; posting never does. */
export const ledgerSealHeads = defineTable({
  name: 'ledger_seal_heads',
  columns: { branch: id(), sequence: int(), hash: text(64) },
  key: ['branch'],
  derived: true,
  branch: 'branch',
})

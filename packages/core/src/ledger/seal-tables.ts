/** The hash chain of each branch, made of entries after their commit. */
import { id, int, text } from '../storage/column.ts'
import { defineTable } from '../storage/table.ts'

/** One link for each entry and each fact of its own, in the order in which they were sealed. */
export const ledgerSeals = defineTable({
  name: 'ledger_seals',
  columns: {
    branch: id(),
    /** 1, 2, 3 … in the branch. */
    sequence: int(),
    /** The table of what is sealed: `ledger_entries`, or one of the registry `ledger.sealedFacts`. */
    fact: text(60),
    /** What is sealed: the id of the entry, or what names the fact within the branch. */
    key: id(),
    /** How many lines an entry has; 0 for a fact. */
    lines: int(),
    /** Eight hexadecimal digits of the SHA-256 of each row, as long as there is room: they tell which row was changed. */
    rows: text(4000),
    /** SHA-256 over the link before and the SHA-256 of every row, in hexadecimal. */
    hash: text(64),
  },
  key: ['branch', 'sequence'],
  uniques: [{ name: 'sealed', columns: ['fact', 'key', 'branch'] }],
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

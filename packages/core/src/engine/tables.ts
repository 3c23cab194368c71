/** The tables that the engine alone works on: they hold the rows of all tenants and are never reached through a scoped store. */
import { bool, id, instant, int, json, nullable, text } from '../storage/column.ts'
import { engineTable } from '../storage/stored-table.ts'
import { defineTable } from '../storage/table.ts'

/** The outbox: what happened, in commit order. */
export const outbox = defineTable({
  name: 'calotype_outbox',
  columns: {
    tenant: id(),
    id: id(),
    name: text(100),
    eventVersion: int(),
    branch: id(),
    at: instant(),
    businessDate: text(10),
    actor: text(200),
    correlationId: text(200),
    commandId: id(),
    data: json(),
  },
  key: ['tenant', 'id'],
})

/** How far each subscriber is. */
export const subscriptions = defineTable({
  name: 'calotype_subscriptions',
  columns: {
    subscriber: text(200),
    cursor: nullable(text(64)),
    /** Failed tries of the event that comes next. */
    failures: int(),
    retryAt: nullable(instant()),
    leaseOwner: nullable(id()),
    leaseUntil: nullable(instant()),
  },
  key: ['subscriber'],
})

export const jobs = defineTable({
  name: 'calotype_jobs',
  columns: {
    tenant: id(),
    id: id(),
    name: text(100),
    branch: id(),
    actor: text(200),
    correlationId: text(200),
    input: json(),
    cron: bool(),
    dueAt: instant(),
    failures: int(),
    leaseOwner: nullable(id()),
    leaseUntil: nullable(instant()),
  },
  key: ['tenant', 'id'],
  indexes: [{ name: 'due', columns: ['dueAt', 'tenant', 'id'] }],
})

/** Counters of number sequences. */
export const sequences = defineTable({
  name: 'calotype_sequences',
  columns: { tenant: id(), sequence: text(60), scope: text(120), value: int() },
  key: ['tenant', 'sequence', 'scope'],
})

/** The studios that have written here. */
export const tenants = defineTable({
  name: 'calotype_tenants',
  columns: { tenant: id(), firstWrittenAt: instant(), branch: id() },
  key: ['tenant'],
})

/** Single facts about the store as a whole, such as which studio owns it. */
export const storeFacts = defineTable({
  name: 'calotype_store',
  columns: { name: text(60), value: text(200) },
  key: ['name'],
})

/** Their stored forms. */
export const stored = {
  outbox: engineTable(outbox, { log: true }),
  subscriptions: engineTable(subscriptions),
  jobs: engineTable(jobs),
  sequences: engineTable(sequences),
  tenants: engineTable(tenants),
  storeFacts: engineTable(storeFacts),
} as const

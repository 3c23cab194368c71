/** What the engine records of every studio's commands, kept in tables that its own operations read like any other. */
import { id, instant, int, json, nullable, text } from '../storage/column.ts'
import { defineTable } from '../storage/table.ts'

/**
 * One row a command: the head of its audit, and its idempotency record. A key belongs to its studio; `answer` is kept for
 * commands that came with a key.
 */
export const auditCommands = defineTable({
  name: 'audit_commands',
  columns: {
    id: id(),
    operation: text(100),
    /** The operations that ran inside it, in order. */
    parts: json(),
    branch: id(),
    actor: text(200),
    at: instant(),
    correlationId: text(200),
    idempotencyKey: nullable(text(200)),
    requestHash: nullable(text(64)),
    answer: nullable(json()),
  },
  uniques: [{ name: 'idempotency', columns: ['idempotencyKey'] }],
  branch: 'branch',
  derived: true,
})

/** What commands changed, row by row, before and after; a member of a new or deleted row that is not named was null. Facts are not repeated here: they are their own record. */
export const auditChanges = defineTable({
  name: 'audit_changes',
  columns: {
    commandId: id(),
    sequence: int(),
    branch: id(),
    tableName: text(60),
    recordId: text(500),
    /** `insert`, `update` or `delete`. */
    kind: text(10),
    before: nullable(json()),
    after: nullable(json()),
  },
  key: ['commandId', 'sequence'],
  indexes: [{ name: 'record', columns: ['tableName', 'recordId', 'commandId'] }],
  branch: 'branch',
  derived: true,
})

/** Events and jobs that were given up; they wait for somebody to look and redeliver. */
export const deadLetters = defineTable({
  name: 'events_dead_letters',
  columns: {
    id: id(),
    branch: id(),
    /** `subscriber` or `job`. */
    kind: text(20),
    /** The subscriber or job that failed. */
    name: text(200),
    /** The event, or the job as it was stored. */
    content: json(),
    error: text(2000),
    at: instant(),
    redeliveredAt: nullable(instant()),
  },
  branch: 'branch',
})

/** The settings of plugins that a studio has changed. */
export const settingsValues = defineTable({
  name: 'settings_values',
  columns: { plugin: text(40), value: json() },
  key: ['plugin'],
})

/** Whether what stands in a store is whole: rules in plain SQL, past the engine and the adapter. Each answers the rows that break it. */
import type { Reader, SqlRow } from '../stores/reader.ts'

interface Rule {
  /** What the rows that it finds are. */
  readonly finds: string
  readonly sql: string
}

/** An event that a command must leave, and exactly once. */
const leaves: readonly (readonly [string, string])[] = [
  ['customers.register', 'customers.registered'],
  ['orders.place', 'orders.placed'],
  ['orders.place', 'ledger.paymentTaken'],
  ['ledger.takePayment', 'ledger.paymentTaken'],
  ['ledger.refund', 'ledger.refunded'],
]

/** Numbers that are given without a gap, and the rows that hold them. */
const numbered: readonly (readonly [string, string])[] = [
  ['orders', 'select count(*) from orders'],
  ['receipt', "select count(*) from ledger_entries where kind = 'receipt'"],
  ['refund', "select count(*) from ledger_entries where kind = 'refund'"],
]

const rules: readonly Rule[] = [
  {
    finds: 'entries whose debits are not their credits',
    sql: 'select entry_id from ledger_lines group by entry_id having sum(debit) <> sum(credit)',
  },
  {
    finds: 'entries without lines',
    sql: 'select e.id from ledger_entries e where not exists (select 1 from ledger_lines l where l.entry_id = e.id)',
  },
  {
    finds: 'lines without their entry',
    sql: 'select l.entry_id from ledger_lines l where not exists (select 1 from ledger_entries e where e.id = l.entry_id)',
  },
  {
    finds: 'orders without their commitment',
    sql: 'select o.id from orders o where not exists (select 1 from ledger_commitments c where c.order_id = o.id)',
  },
  {
    finds: 'commitments without their order',
    sql: 'select c.order_id from ledger_commitments c where not exists (select 1 from orders o where o.id = c.order_id)',
  },
  {
    finds: 'orders that are not the sum of their lines',
    sql: `select o.id from orders o left join orders_lines l on l.order_id = o.id
      group by o.id, o.total, o.last_line having coalesce(sum(l.amount), 0) <> o.total or count(l.id) <> o.last_line`,
  },
  {
    finds: 'orders without the entry of their deposit',
    sql: `select o.id from orders o where not exists
      (select 1 from ledger_entries e where e.order_id = o.id and e.kind = 'receipt' and e.memo = o.note)`,
  },
  {
    finds: 'commitments whose payments are not those of the journal',
    sql: `select c.order_id from ledger_commitments c left join ledger_entries e on e.order_id = c.order_id
      group by c.order_id, c.paid having c.paid <>
      coalesce(sum(case e.kind when 'receipt' then e.amount when 'refund' then -e.amount else 0 end), 0)`,
  },
  {
    finds: 'commitments that owe something else than what is left',
    sql: 'select order_id from ledger_commitments where outstanding <> total - paid',
  },
  {
    finds: 'refunds that do not consume what they give back',
    sql: `select e.id from ledger_entries e left join ledger_refunds r on r.refund_entry_id = e.id
      where e.kind = 'refund' group by e.id, e.amount having coalesce(sum(r.amount), 0) <> e.amount`,
  },
  {
    finds: 'audited changes without their command',
    sql: 'select a.command_id from audit_changes a where not exists (select 1 from audit_commands c where c.id = a.command_id)',
  },
  {
    finds: 'events without their command',
    sql: 'select o.id from calotype_outbox o where not exists (select 1 from audit_commands c where c.id = o.command_id)',
  },
  ...['customers', 'orders', 'orders_lines'].map((table) => ({
    finds: `${table} without exactly one audited insert`,
    sql: `select t.id from ${table} t left join audit_changes a
      on a.record_id = t.id and a.table_name = '${table}' and a.kind = 'insert' group by t.id having count(a.kind) <> 1`,
  })),
  ...leaves.map(([operation, event]) => ({
    finds: `commands ${operation} without exactly one event ${event}`,
    sql: `select c.id from audit_commands c left join calotype_outbox o on o.command_id = c.id and o.name = '${event}'
      where c.operation = '${operation}' group by c.id having count(o.id) <> 1`,
  })),
  ...numbered.map(([sequence, count]) => ({
    finds: `gaps in the numbers of ${sequence}`,
    sql: `select given, held from (select coalesce(sum(value), 0) as given, (${count}) as held
      from calotype_sequences where sequence = '${sequence}') as numbers where given <> held`,
  })),
]

/** What is not whole, in words; nothing if all is. */
export async function bookViolations(reader: Reader): Promise<readonly string[]> {
  const violations: string[] = []
  for (const { finds, sql } of rules) {
    const rows = await reader.rows(sql)
    if (rows.length > 0) violations.push(`${rows.length} ${finds}, such as ${shown(rows[0])}`)
  }
  return violations
}

const shown = (row: SqlRow | undefined): string =>
  Object.values(row ?? {})
    .map(String)
    .join(' ')

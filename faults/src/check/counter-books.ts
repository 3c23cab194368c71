/** Whether anything of a counter stands half, and what was acknowledged stands at all: plain SQL, past engine and adapter. */
import type { Reader } from '../stores/reader.ts'

const rules: readonly (readonly [finds: string, sql: string])[] = [
  [
    'entries whose debits are not their credits',
    'select entry_id from ledger_lines group by entry_id, currency having sum(debit) <> sum(credit)',
  ],
  [
    'entries without lines',
    'select e.id from ledger_entries e where not exists (select 1 from ledger_lines l where l.entry_id = e.id)',
  ],
  [
    'lines without their entry',
    'select l.entry_id from ledger_lines l where not exists (select 1 from ledger_entries e where e.id = l.entry_id)',
  ],
  [
    'events without their command',
    'select o.id from calotype_outbox o where not exists (select 1 from audit_commands c where c.id = o.command_id)',
  ],
  [
    'gaps in the numbers of receipts and refunds',
    `select given, held from (select (select coalesce(sum(value), 0) from calotype_sequences
      where sequence in ('receipt', 'refund')) as given,
      (select count(*) from ledger_entries where number is not null) as held) as numbers where given <> held`,
  ],
  [
    'gaps in the numbers of shifts',
    `select given, held from (select (select coalesce(sum(value), 0) from calotype_sequences
      where sequence = 'till-shift') as given, (select count(*) from tills_counts) as held) as numbers where given <> held`,
  ],
  [
    'closed shifts without exactly one count',
    `select s.id from tills_shifts s left join tills_counts c on c.shift_id = s.id
      group by s.id, s.closed_at having count(c.shift_id) <> case when s.closed_at is null then 0 else 1 end`,
  ],
  [
    'counts that are not what the lines of their shift come to',
    `select c.shift_id from tills_counts c join tills_shifts s on s.id = c.shift_id
      left join ledger_lines l on l.shift = s.id and l.account = concat('Cash:Till:', s.till)
      group by c.shift_id, c.counted, c.to_safe, s.carried
      having c.counted - c.to_safe <> s.carried + coalesce(sum(l.debit), 0) - coalesce(sum(l.credit), 0)`,
  ],
  [
    'payments that are applied without exactly one receipt',
    `select a.id from payments_attempts a left join payments_receipts r on r.receipt_id = a.entry_id
      where a.kind = 'payment' and a.outcome = 'applied' group by a.id having count(r.receipt_id) <> 1`,
  ],
  [
    'rows of settlement files that are posted and their payment has not arrived',
    `select r.id from payments_settlement_rows r join payments_attempts a on a.id = r.attempt_id
      where r.status = 'matched' and (a.batch is null or a.state <> 'settled')`,
  ],
  [
    'shifts that are open at no till, or at two',
    `select s.id from tills_shifts s left join tills t on t.shift_id = s.id
      where s.closed_at is null group by s.id having count(t.code) <> 1`,
  ],
]

/** What stands half, in words; nothing if all is whole. */
export async function halfStanding(reader: Reader): Promise<readonly string[]> {
  const violations: string[] = []
  for (const [finds, sql] of rules) {
    const rows = await reader.rows(sql)
    if (rows.length > 0) violations.push(`${rows.length} ${finds}, such as ${Object.values(rows[0] ?? {}).join(' ')}`)
  }
  return violations
}

/** Entries that were acknowledged and do not stand. */
export async function missingEntries(reader: Reader, acknowledged: readonly string[]): Promise<readonly string[]> {
  const standing = new Set((await reader.rows('select id from ledger_entries')).map(({ id }) => String(id)))
  const missing = acknowledged.filter((id) => !standing.has(id))
  return missing.length === 0 ? [] : [`${missing.length} acknowledged entries are missing, such as ${missing[0]}`]
}

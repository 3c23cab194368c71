/** Whether subscribers saw every event exactly once and in the order of the outbox, and jobs ran exactly once. */
import type { Reader } from '../stores/reader.ts'

const money = "('ledger.paymentTaken', 'ledger.refunded', 'ledger.revenueRecognised', 'ledger.entryPosted')"

/** To be asked when everything is settled. */
export async function handledViolations(reader: Reader): Promise<readonly string[]> {
  const outbox = (where: string) => `select id as subject from calotype_outbox ${where} order by position`
  return [
    ...(await compare(reader, 'everything', outbox(''))),
    ...(await compare(reader, 'money', outbox(`where name in ${money}`))),
    ...(await jobViolations(reader)),
  ]
}

async function seenBy(reader: Reader, handler: string): Promise<readonly string[]> {
  return subjects(reader, `select subject from witness_seen where handler = '${handler}' order by seq`)
}

async function subjects(reader: Reader, sql: string): Promise<readonly string[]> {
  return (await reader.rows(sql)).map((row) => String(row.subject))
}

async function compare(reader: Reader, handler: string, sql: string): Promise<readonly string[]> {
  const wanted = await subjects(reader, sql)
  const seen = await seenBy(reader, handler)
  const violations = countViolations(`subscriber ${handler}`, 'event', wanted, seen)
  if (violations.length > 0) return violations
  const first = seen.findIndex((subject, place) => subject !== wanted[place])
  if (first < 0) return []
  return [`subscriber ${handler} saw at place ${first} event ${seen[first]}, where the outbox has ${wanted[first]}`]
}

async function jobViolations(reader: Reader): Promise<readonly string[]> {
  const wanted = await subjects(reader, 'select mark as subject from witness_asked')
  return countViolations('job reminded', 'mark', wanted, await seenBy(reader, 'reminded'))
}

function countViolations(who: string, what: string, wanted: readonly string[], seen: readonly string[]): string[] {
  const times = new Map(wanted.map((subject) => [subject, 0]))
  const violations: string[] = []
  for (const subject of seen) {
    const before = times.get(subject)
    if (before === undefined) violations.push(`${who} handled ${what} ${subject}, which there is none of`)
    else times.set(subject, before + 1)
  }
  for (const [subject, count] of times) {
    if (count !== 1) violations.push(`${who} handled ${what} ${subject} ${count} times`)
  }
  return violations
}

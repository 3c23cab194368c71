/** Finds the customers who may be the same person as some others, without a look at all of them. */
import type { QueryContext } from '../engine/context.ts'
import type { Filter } from '../storage/filter.ts'
import { type Compared, type DuplicateScore, duplicateScore } from './duplicate-score.ts'
import { readName } from './name-pinyin.ts'
import { distinctDigits } from './phone.ts'
import { listOf, mark } from './search-terms.ts'
import { type CustomerRow, customers, customersDistinct, customersSearchTerms } from './tables.ts'

type Reading = Pick<QueryContext, 'store'>

/** Two customers who may be one person. */
interface DuplicatePair extends DuplicateScore {
  /** Who was registered first. */
  readonly one: CustomerRow
  readonly other: CustomerRow
}

/** Somebody of whom it is asked whether they are a customer. */
type Sought = Compared & Pick<CustomerRow, 'id'>

/** A customer who may be somebody. */
export interface CustomerLike extends DuplicateScore {
  readonly customer: CustomerRow
}

/** The customers who may be a person that is known by name and phone or WeChat, the likeliest first. At most three statements. */
export async function customersLike(
  context: Reading,
  { name, phone, wechat }: { readonly name: string; readonly phone: string | null; readonly wechat: string | null },
): Promise<readonly CustomerLike[]> {
  const sought = { ...unknown, ...(await readName(name)), name, phone, wechat }
  const alike = await findAlike(context, [sought], false)
  const scored = alike.of(sought).map((customer) => ({ customer, ...duplicateScore(sought, customer) }))
  return scored.toSorted((one, other) => other.score - one.score || (one.customer.id < other.customer.id ? -1 : 1))
}

const unknown = {
  id: '',
  morePhones: null,
  email: null,
  birthday: null,
  gender: null,
  province: null,
  city: null,
  district: null,
}

/** What more people than this have in common tells nobody apart: a phone of the studio's own, a day of birth that was made up. */
const mostAlike = 500

/**
 * The pairs of `rows` with anybody who shares a phone, an e-mail address, a WeChat account, or both name and birthday, from a
 * score on; those left out of whom somebody said that they are two. Four statements for any number of rows. With
 * `byName`, everybody of the same reading is looked at as well.
 */
export async function findDuplicates(
  context: Reading,
  rows: readonly CustomerRow[],
  { minimum, byName = false }: { readonly minimum: number; readonly byName?: boolean },
): Promise<readonly DuplicatePair[]> {
  if (rows.length === 0) return []
  const alike = await findAlike(context, rows, byName)
  const apart = await readDistinct(context, rows)
  const pairs = new Map<string, DuplicatePair>()
  for (const row of rows) {
    for (const candidate of alike.of(row)) {
      const [one, other] = row.id < candidate.id ? [row, candidate] : [candidate, row]
      const key = `${one.id} ${other.id}`
      if (one === other || apart.has(key) || pairs.has(key)) continue
      const scored = duplicateScore(one, other)
      if (scored.score >= minimum) pairs.set(key, { one, other, ...scored })
    }
  }
  return [...pairs.values()].sort((a, b) => b.score - a.score || (a.other.id < b.other.id ? -1 : 1))
}

async function findAlike({ store }: Reading, rows: readonly Sought[], byName: boolean) {
  const digitsOf = (row: Sought) => distinctDigits([row.phone, ...listOf(row.morePhones)])
  const digits = [...new Set(rows.flatMap(digitsOf))]
  const terms =
    digits.length === 0
      ? []
      : await store.find(customersSearchTerms, {
          where: { term: { in: digits.map((one) => mark.whole + one) }, kind: 'phone' },
          limit: 'all',
        })
  const filters: Filter<CustomerRow>[] = [{ id: { in: terms.map(({ customerId }) => customerId) } }]
  const listed = (name: 'email' | 'wechat' | 'birthday' | 'pinyin') => [
    ...new Set(rows.flatMap((row) => row[name] ?? [])),
  ]
  const [emails, accounts, birthdays, readings] = [
    listed('email'),
    listed('wechat'),
    listed('birthday'),
    listed('pinyin'),
  ]
  if (emails.length > 0) filters.push({ email: { in: emails } })
  if (accounts.length > 0) filters.push({ wechat: { in: accounts } })
  if (byName) filters.push({ pinyin: { in: readings } })
  else if (birthdays.length > 0) filters.push({ birthday: { in: birthdays }, pinyin: { in: readings } })
  const found: CustomerRow[] = []
  // One after the other: each walks along an index of its own, where all together might walk along none. For the same reason
  // nothing is asked about order, and those who were merged are left out here.
  for (const where of filters) {
    const rowsFound = await store.find(customers, { where, limit: 'all' })
    found.push(...rowsFound.filter(({ mergedIntoId }) => mergedIntoId === null))
  }
  const groups = new Map<string, Set<CustomerRow>>()
  const byId = new Map(found.map((row) => [row.id, row]))
  const keysOf = (row: Sought): string[] => [
    ...digitsOf(row).map((one) => `phone ${one}`),
    ...(row.email === null ? [] : [`email ${row.email}`]),
    ...(row.wechat === null ? [] : [`wechat ${row.wechat}`]),
    ...(row.birthday === null ? [] : [`born ${row.birthday} ${row.pinyin}`]),
    ...(byName ? [`name ${row.pinyin}`] : []),
  ]
  for (const row of byId.values()) {
    for (const key of keysOf(row)) groups.set(key, (groups.get(key) ?? new Set()).add(row))
  }
  const alikeBy = (key: string): readonly CustomerRow[] => {
    const group = groups.get(key) ?? new Set()
    return group.size > mostAlike && !key.startsWith('name ') ? [] : [...group]
  }
  return {
    of: (row: Sought): readonly CustomerRow[] => [
      ...new Set(keysOf(row).flatMap((key) => alikeBy(key).filter(({ id }) => id !== row.id))),
    ],
  }
}

async function readDistinct({ store }: Reading, rows: readonly CustomerRow[]): Promise<ReadonlySet<string>> {
  const ids = rows.map(({ id }) => id)
  const found = await store.find(customersDistinct, {
    where: { anyOf: [{ customerId: { in: ids } }, { otherId: { in: ids } }] },
    limit: 'all',
  })
  return new Set(found.map(({ customerId, otherId }) => `${customerId} ${otherId}`))
}

/** What is known of one person under two records, as one. Pure. */
import type { Row } from '../storage/port.ts'
import type { ChangeOf } from '../storage/table.ts'
import type { Json } from '../values/json.ts'
import { phoneDigits } from './phone.ts'
import { listOf, type MergedName, mergedNamesOf } from './search-terms.ts'
import type { CustomerRow, customers } from './tables.ts'

const longestNotes = 2000

const filled = ['email', 'wechat', 'gender', 'source', 'reference'] as const

/**
 * The columns of the survivor. What the survivor has stays; what only the other has is taken over: phones and tags are
 * joined, places come together or not at all, notes follow each other where both fit. What is not taken over stands in the row of
 * the merged customer still.
 */
export function mergedFields(survivor: CustomerRow, merged: CustomerRow): ChangeOf<typeof customers> {
  const change: Record<string, Json> = {}
  for (const name of filled) if (survivor[name] === null && merged[name] !== null) change[name] = merged[name]
  // Custom fields of plugins and hosts, as `customColumn` names them.
  for (const [name, value] of Object.entries(merged as Row)) {
    if (/^x[A-Z]/.test(name) && (survivor as Row)[name] === null && value !== null) change[name] = value as Json
  }
  if (survivor.birthday === null && merged.birthday !== null) {
    change.birthday = merged.birthday
    change.birthdayCalendar = merged.birthdayCalendar
  }
  if (survivor.province === null && survivor.city === null && survivor.district === null) {
    change.province = merged.province
    change.city = merged.city
    change.district = merged.district
  }
  if (survivor.householdId === null && merged.householdId !== null) {
    change.householdId = merged.householdId
    change.householdRole = merged.householdRole
  }
  return {
    ...change,
    ...phonesOf(survivor, merged),
    tags: listColumn([...listOf(survivor.tags), ...listOf(merged.tags)]),
    notes: notesOf(survivor.notes, merged.notes),
    mergedIds: [...listOf(survivor.mergedIds), merged.id, ...listOf(merged.mergedIds)],
    mergedNames: namesOf(survivor, merged, change.reference === merged.reference) as unknown as Json,
  }
}

/** Every number once, by its digits; the survivor's first. */
function phonesOf(survivor: CustomerRow, merged: CustomerRow): Pick<CustomerRow, 'phone' | 'morePhones'> {
  const all = [survivor, merged].flatMap(({ phone, morePhones }) => [
    ...(phone === null ? [] : [phone]),
    ...listOf(morePhones),
  ])
  const known = new Set<string>()
  const distinct = all.filter((one) => {
    const digits = phoneDigits(one)
    return !known.has(digits) && known.add(digits)
  })
  const phone = survivor.phone ?? distinct[0] ?? null
  return { phone, morePhones: listColumn(distinct.filter((one) => one !== phone)) }
}

function notesOf(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  const both = one.includes(other) ? one : `${one}\n${other}`
  return [...both].length <= longestNotes ? both : one
}

function namesOf(survivor: CustomerRow, merged: CustomerRow, takesReference: boolean): readonly MergedName[] {
  const { number, reference, name, pinyin } = merged
  const own = { number, reference: takesReference ? null : reference, name, pinyin }
  return [...mergedNamesOf(survivor.mergedNames), own, ...mergedNamesOf(merged.mergedNames)]
}

const listColumn = (list: readonly string[]): readonly string[] | null =>
  list.length === 0 ? null : [...new Set(list)]

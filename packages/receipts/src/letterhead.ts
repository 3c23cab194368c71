/** What stands at the head and foot of every paper of a branch. Pure. */
import { z } from 'zod'
import type { ReceiptTemplate } from './template.ts'

const line = z.string().max(1000)

export const letterheadSchema = z.strictObject({
  studio: line,
  branch: line.nullable(),
  address: line.nullable(),
  phone: line.nullable(),
  taxId: line.nullable(),
  lines: z.array(line).max(20),
})

export interface Letterhead extends z.output<typeof letterheadSchema> {}

/** A branch's own letterhead stands in place of the studio's, member by member. */
export function letterheadOf(template: ReceiptTemplate, branchId: string): Letterhead {
  const branch = template.branches[branchId]
  return {
    studio: template.studio,
    branch: branch?.name ?? null,
    address: branch?.address ?? template.address ?? null,
    phone: branch?.phone ?? template.phone ?? null,
    taxId: branch?.taxId ?? template.taxId ?? null,
    lines: branch?.header ?? template.header ?? [],
  }
}

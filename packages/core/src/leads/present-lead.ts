/** A lead as callers get it. */
import { z } from 'zod'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { customValues } from '../engine/custom-field.ts'
import { type LeadState, leadStates } from './lead-state.ts'
import { type LeadRow, leads } from './tables.ts'

const leadSchema = z.object({
  id: z.string(),
  branch: z.string(),
  number: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  wechat: z.string().nullable(),
  region: z.object({
    province: z.string().nullable(),
    city: z.string().nullable(),
    district: z.string().nullable(),
  }),
  source: z.string(),
  interests: z.array(z.string()),
  note: z.string().nullable(),
  /** Who of the staff takes care of the lead. */
  ownerId: z.string().nullable(),
  state: z.enum(leadStates),
  stateChangedAt: z.string(),
  lostReason: z.string().nullable(),
  /** Who the lead is or became. */
  customerId: z.string().nullable(),
  createdAt: z.string(),
  custom: customValues,
  version: z.int(),
})

export interface Lead extends z.output<typeof leadSchema> {}

export const leadOutput: z.ZodType<Lead> = leadSchema

export function presentLead(context: Pick<QueryContext | CommandContext, 'customFields'>, row: LeadRow): Lead {
  const { province, city, district } = row
  return {
    id: row.id,
    branch: row.branch,
    number: row.number,
    name: row.name,
    phone: row.phone,
    wechat: row.wechat,
    region: { province, city, district },
    source: row.source,
    interests: Array.isArray(row.interests) ? row.interests.map(String) : [],
    note: row.note,
    ownerId: row.ownerId,
    state: row.state as LeadState,
    stateChangedAt: row.stateChangedAt,
    lostReason: row.lostReason,
    customerId: row.customerId,
    createdAt: row.createdAt,
    custom: context.customFields(leads).fromRow(row),
    version: row.version,
  }
}

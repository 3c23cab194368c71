/** Invitations and visits as callers get them. */
import { z } from 'zod'
import type { InvitationRow, VisitRow } from './tables.ts'

export const invitationOutcomes = ['agreed', 'declined', 'noAnswer', 'undecided'] as const
export const contactChannels = ['phone', 'sms', 'wechat', 'email', 'inPerson', 'other'] as const

const person = { leadId: z.string().nullable(), customerId: z.string().nullable() }

const invitationSchema = z.object({
  id: z.string(),
  ...person,
  channel: z.enum(contactChannels),
  outcome: z.enum(invitationOutcomes),
  /** When the person means to come. */
  invitedFor: z.string().nullable(),
  at: z.string(),
  actor: z.string(),
  note: z.string().nullable(),
})

export interface Invitation extends z.output<typeof invitationSchema> {}

export const invitationOutput: z.ZodType<Invitation> = invitationSchema

export const presentInvitation = (row: InvitationRow): Invitation => ({
  id: row.id,
  leadId: row.leadId,
  customerId: row.customerId,
  channel: row.channel as Invitation['channel'],
  outcome: row.outcome as Invitation['outcome'],
  invitedFor: row.invitedFor,
  at: row.at,
  actor: row.actor,
  note: row.note,
})

const visitSchema = z.object({
  id: z.string(),
  branch: z.string(),
  ...person,
  purpose: z.string(),
  at: z.string(),
  businessDate: z.string(),
  people: z.int(),
  staffId: z.string().nullable(),
  invitationId: z.string().nullable(),
  /** Null while they are here. */
  result: z.string().nullable(),
  finishedAt: z.string().nullable(),
  note: z.string().nullable(),
  /** The order that the visit led to. */
  orderId: z.string().nullable(),
  orderedOn: z.string().nullable(),
})

export interface Visit extends z.output<typeof visitSchema> {}

export const visitOutput: z.ZodType<Visit> = visitSchema

export const presentVisit = (row: VisitRow): Visit => ({
  id: row.id,
  branch: row.branch,
  leadId: row.leadId,
  customerId: row.customerId,
  purpose: row.purpose,
  at: row.at,
  businessDate: row.businessDate,
  people: row.people,
  staffId: row.staffId,
  invitationId: row.invitationId,
  result: row.result,
  finishedAt: row.finishedAt,
  note: row.note,
  orderId: row.orderId,
  orderedOn: row.orderedOn,
})

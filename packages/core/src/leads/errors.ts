/** What can go wrong with leads, visits and follow-ups. */
import { defineError } from '../values/calotype-error.ts'

export const LeadUnknown = defineError<{ leadId: string }>({
  code: 'LEAD_UNKNOWN',
  status: 404,
  summary: 'The studio has no lead with this id.',
  message: ({ leadId }) => `leadId must be the id of a lead of this studio, got "${leadId}".`,
  mend: 'Take the id from leads.list or leads.register.',
})

/** Names the lead that stands, and only the end of the number: an error may reach a log. */
export const LeadDuplicate = defineError<{ leadId: string; number: string; endsIn: string }>({
  code: 'LEAD_DUPLICATE',
  status: 409,
  summary: 'A lead with the same phone number is open already.',
  message: ({ number, endsIn }) =>
    `phone must not be that of an open lead: the number that ends in ${endsIn} is that of ${number}.`,
  mend: ({ leadId }) => `Go on with lead ${leadId}; or pass allowDuplicate: true where two people share the phone.`,
})

export const LeadStateRefused = defineError<{ number: string; state: string; action: string }>({
  code: 'LEAD_STATE_REFUSED',
  status: 409,
  summary: 'What was asked for does not fit the state of the lead.',
  message: ({ number, state, action }) =>
    `Lead ${number} is ${state}: the step "${action}" is for leads in another state.`,
  mend: 'Read the lead (leads.get): a lost one is taken up again by leads.reopen, a won one is a customer.',
})

export const LeadIsCustomer = defineError<{ number: string; customerId: string }>({
  code: 'LEAD_IS_CUSTOMER',
  status: 409,
  summary: 'The lead is a customer already.',
  message: ({ number, customerId }) => `Lead ${number} is customer ${customerId} already.`,
  mend: ({ customerId }) => `Go on with customer ${customerId}.`,
})

export const VisitUnknown = defineError<{ visitId: string }>({
  code: 'VISIT_UNKNOWN',
  status: 404,
  summary: 'The studio has no visit with this id.',
  message: ({ visitId }) => `visitId must be the id of a visit, got "${visitId}".`,
  mend: 'Take the id from leads.visits or leads.arrive.',
})

export const VisitOrderOther = defineError<{ visitId: string; orderId: string }>({
  code: 'VISIT_ORDER_OTHER',
  status: 422,
  summary: 'A visit was to be credited with the order of somebody else.',
  message: ({ visitId, orderId }) => `orderId must be an order of who came on visit ${visitId}, got "${orderId}".`,
  mend: 'Convert the lead first (leads.convert), or pass an order of the same customer.',
})

export const FollowUpUnknown = defineError<{ followUpId: string }>({
  code: 'FOLLOW_UP_UNKNOWN',
  status: 404,
  summary: 'The studio has no follow-up with this id.',
  message: ({ followUpId }) => `followUpId must be the id of a follow-up, got "${followUpId}".`,
  mend: 'Take the id from leads.followUps.',
})

export const FollowUpClosed = defineError<{ followUpId: string; state: string }>({
  code: 'FOLLOW_UP_CLOSED',
  status: 409,
  summary: 'The follow-up is done or cancelled already.',
  message: ({ followUpId, state }) => `Follow-up ${followUpId} is ${state} already.`,
  mend: 'Plan a new one (leads.planFollowUp).',
})

export const FollowUpPast = defineError<{ dueAt: string; now: string }>({
  code: 'FOLLOW_UP_PAST',
  status: 422,
  summary: 'A follow-up was to be due in the past.',
  message: ({ dueAt, now }) => `dueAt must not lie before now (${now}), got ${dueAt}.`,
  mend: 'Pass a time to come.',
})

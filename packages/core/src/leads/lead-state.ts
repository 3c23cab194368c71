/** The states of a lead and the ways between them. Pure. */

export const leadStates = ['new', 'invited', 'visiting', 'won', 'lost'] as const
export type LeadState = (typeof leadStates)[number]

/** What happens to a lead. */
export type LeadStep = 'invite' | 'visit' | 'win' | 'lose' | 'reopen'

const ways: Readonly<Record<LeadState, Readonly<Partial<Record<LeadStep, LeadState>>>>> = {
  new: { invite: 'invited', visit: 'visiting', win: 'won', lose: 'lost' },
  invited: { invite: 'invited', visit: 'visiting', win: 'won', lose: 'lost' },
  // Somebody who was here and is asked to come again stays somebody who was here.
  visiting: { invite: 'visiting', visit: 'visiting', win: 'won', lose: 'lost' },
  // Who bought may come as often as they like.
  won: { invite: 'won', visit: 'won', win: 'won' },
  lost: { win: 'won', visit: 'visiting', reopen: 'new' },
}

/** The state after a step; undefined where the step cannot be taken. */
export function afterStep(state: LeadState, step: LeadStep): LeadState | undefined {
  return ways[state][step]
}

/** Whether somebody still has to take care of the lead. */
export const isOpen = (state: LeadState): boolean => state !== 'won' && state !== 'lost'

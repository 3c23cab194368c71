/** Kinds and states of time off. Pure. */

export const timeOffKinds = ['leave', 'sick', 'training', 'other'] as const
export type TimeOffKind = (typeof timeOffKinds)[number]

export const timeOffStates = ['requested', 'approved', 'refused', 'withdrawn'] as const
export type TimeOffState = (typeof timeOffStates)[number]

/** What is done with a time off. */
export type TimeOffStep = 'approve' | 'refuse' | 'withdraw'

const ways: Readonly<Record<TimeOffState, Readonly<Partial<Record<TimeOffStep, TimeOffState>>>>> = {
  requested: { approve: 'approved', refuse: 'refused', withdraw: 'withdrawn' },
  approved: { withdraw: 'withdrawn' },
  refused: {},
  withdrawn: {},
}

/** The state after a step; undefined where it cannot be taken. */
export const afterStep = (state: TimeOffState, step: TimeOffStep): TimeOffState | undefined => ways[state][step]

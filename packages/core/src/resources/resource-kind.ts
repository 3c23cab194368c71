/** The words of this room. */

export const resourceKinds = ['person', 'room', 'place', 'dress', 'equipment'] as const
export type ResourceKind = (typeof resourceKinds)[number]

/** A skill of a resource, and how good it is at it: 1 to 9. */
export interface ResourceSkill {
  readonly skill: string
  readonly level: number
}

/** What is worn or carried: it need not be watched while it is away, so it may be claimed over closed hours. */
export const isThing = (kind: ResourceKind): boolean => kind === 'dress' || kind === 'equipment'

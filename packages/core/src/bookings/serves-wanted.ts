/** Whether those who serve a session are those who were asked for. Pure. */
import type { Wanted } from './pools.ts'

export interface Serving {
  readonly requirement: string
  readonly resourceId: string
  readonly resourceCode: string
}

export const servesWanted = (wanted: Wanted, serving: readonly Serving[]): boolean =>
  Object.entries(wanted).every(([requirement, asked]) =>
    asked.every((one) =>
      serving.some((row) => row.requirement === requirement && (row.resourceId === one || row.resourceCode === one)),
    ),
  )

/** Which messages an actor may see and touch: the table is no branch's own, since a purpose is sent once in the whole studio. */
import type { Filter } from '../storage/filter.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { MessageRow } from './tables.ts'

type Reach = Pick<ScopedReads, 'scope'>

/** A filter for the messages of the branches that the actor reaches. */
export const withinReach = ({ scope }: Reach): Filter<MessageRow> =>
  scope.branches === 'all' ? {} : { branch: { in: [...scope.branches] } }

/** Whether the actor reaches the branch of a message. */
export const reaches = ({ scope }: Reach, { branch }: MessageRow): boolean =>
  scope.branches === 'all' || scope.branches.includes(branch)

/** What other rooms, plugins and hosts may import of the claims. */
export {
  type ClaimsToDecide,
  commitClaims,
  type Decision,
  type NewClaim,
  readMarks,
  readVersions,
  releaseClaims,
  type StandingClaims,
  touchResources,
} from './commit-claims.ts'
export {
  beyondClaims,
  type ClaimChoice,
  claimFirstFree,
  type ClaimOutcome,
  type ClaimWish,
  type Prolonged,
  prolongClaim,
  splitClaims,
} from './first-free.ts'
export { heldClaims } from './newest-claims.ts'
export {
  earlierOf,
  freeUntil,
  hullOf,
  laterOf,
  type Occupied,
  overflows,
  overlaps,
  peakOverlap,
  type Stretch,
  type Window,
} from './peak-overlap.ts'
export { type ClaimSeen, findClaims, type ResourceMark, seenColumns } from './find-claims.ts'
export { claimsRoom } from './plugin.ts'
export { type ClaimsToRename, type ClaimsThatMeet, renameClaims } from './rename-claims.ts'
export { claimName, type ClaimedAs, stockNamed, stockResource, termsName, unitResource } from './resource-names.ts'
export { claims, claimsVersions, type ClaimRow } from './tables.ts'
export { type ClaimKind, claimsIn, isOver, readTaken, type Taken, unitsTaken, workOf } from './taken.ts'

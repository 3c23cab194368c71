/** What other rooms, plugins and hosts may import of the claims. */
export {
  type ClaimsToDecide,
  commitClaims,
  type Decision,
  type NewClaim,
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
export { claimsRoom } from './plugin.ts'
export { namedResource, stockResource, unitResource } from './resource-names.ts'
export { claims, claimsVersions, type ClaimRow } from './tables.ts'
export { type ClaimKind, readTaken, type Taken } from './taken.ts'

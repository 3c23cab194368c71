/** The one rule by which nothing is promised twice, behind a token: the rentals have their own, and a room that books people and places may fill it with one for all. */
import type { CommandContext } from '../engine/context.ts'
import { type Token, token } from '../engine/tokens.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { Instant } from '../values/instant.ts'
import type { Window } from './peak-overlap.ts'

/** Why a resource is taken. */
export type ClaimKind = 'rental' | 'block'

/** What claims a resource, from when until when, buffers included. */
export interface Taken extends Window {
  readonly resource: string
  /** The rental or block that claims it. */
  readonly reference: string
  readonly kind: string
  readonly quantity: number
}

/** A resource that would do, and for what time: each has buffers of its own. */
export interface ClaimChoice extends Window {
  /** `unit:<serial>` or `stock:<branch>:<item>`. */
  readonly resource: string
  /** How many there are of it: 1 of a single thing. */
  readonly capacity: number
}

export interface ClaimWish {
  readonly reference: string
  readonly kind: ClaimKind
  readonly quantity: number
  /** The first of these that is free is claimed. */
  readonly choices: readonly ClaimChoice[]
}

export type ClaimOutcome =
  | { readonly ok: true; readonly chosen: readonly ClaimChoice[] }
  | {
      readonly ok: false
      /** The place of the wish that none of its choices could fill. */
      readonly wish: number
      /** How many are free in its time at most, of any one choice. */
      readonly free: number
      /** What stands in the way of its choices. */
      readonly standing: readonly Taken[]
    }

/** Where a claim ends now, and what keeps it from a later end. */
export interface Prolonged {
  readonly to: Instant
  readonly standing: readonly Taken[]
}

export interface ResourceClaims {
  /**
   * Claims all wishes or none, in their order; where one cannot be met nothing is written, and the answer says why. Two writers
   * never claim more of a resource than there is: it is locked, in the order of the names of all of them.
   */
  claim(
    context: CommandContext,
    wishes: readonly ClaimWish[],
    given?: {
      /** References whose claims give way to these. */
      readonly replaces?: readonly string[]
      /** What is in use, by whom it may: what runs over a claim of the same reference counts too. */
      readonly uses?: readonly Taken[]
    },
  ): Promise<ClaimOutcome>
  /** Lets go of all that these references claim. */
  release(context: CommandContext, references: readonly string[]): Promise<void>
  /** Moves the end of a claim: to an earlier moment always, to a later one as far as the resource is free. */
  prolong(
    context: CommandContext,
    claim: { readonly reference: string; readonly resource: string; readonly capacity: number },
    to: Instant,
  ): Promise<Prolonged>
  /** Gives `quantity` units of a claim to another reference, for the same time. */
  split(context: CommandContext, reference: string, other: string, quantity: number): Promise<void>
  /** What is taken of these resources at any moment of the window. One statement. */
  taken(store: ScopedReads, resources: readonly string[], window: Window): Promise<readonly Taken[]>
}

export const claimsToken: Token<ResourceClaims> = token<ResourceClaims>('calotype.resource-claims')

/** A single unit as a resource. */
export const unitResource = (serialId: string): string => `unit:${serialId}`

/** What is counted of an item in a branch, as a resource. */
export const stockResource = (branch: string, itemId: string): string => `stock:${branch}:${itemId}`

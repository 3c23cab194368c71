/** Who acts, where: what `engine.as` is given. */

/** A role, for every branch or for those named. */
export type RoleGrant = string | { readonly role: string; readonly branches: readonly string[] }

export interface Actor {
  /** The host's own id of the person or program. */
  readonly id: string
  readonly roles: readonly RoleGrant[]
}

export interface SessionOptions {
  /** The studio. */
  readonly tenant: string
  /** The branch in which the actor works; what is written is written for it. */
  readonly branch: string
  readonly actor: Actor
  /** BCP 47; the studio's unless told. */
  readonly locale?: string | undefined
  /** Ties together what belongs to one request of the host; made up unless given. */
  readonly correlationId?: string | undefined
}

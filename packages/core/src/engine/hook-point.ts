/** Places where plugins may take part in a transaction: see `hook.ts` for how they do. */

/** A named place where a room lets others take part. */
export interface HookPoint<Payload = unknown> {
  /** `room.what`, such as `orders.pricing`. */
  readonly name: string
  /** Never set: carries the type. */
  readonly payload?: Payload
}

export function defineHookPoint<Payload>(name: string): HookPoint<Payload> {
  return { name }
}

/** How resources are named in claims. */

/** A single unit of the stock. */
export const unitResource = (serialId: string): string => `unit:${serialId}`

/** What is counted of an item in a branch. */
export const stockResource = (branch: string, itemId: string): string => `stock:${branch}:${itemId}`

/** A person, room, place or thing of the room of resources. */
const namedResource = (resourceId: string): string => `resource:${resourceId}`

/** What of a resource says under which name it is claimed. */
export interface ClaimedAs {
  readonly id: string
  readonly branch: string
  /** The item of the stock that it is; null where it is none. */
  readonly itemId: string | null
  /** The single unit of that item; null of what is only counted. */
  readonly serialId: string | null
}

/**
 * The name under which a resource is claimed: that of the unit or the counted stock that it is, so that whoever rents it and whoever books it
 * meet; else one of its own.
 */
export function claimName({ id, branch, itemId, serialId }: ClaimedAs): string {
  if (serialId !== null) return unitResource(serialId)
  return itemId === null ? namedResource(id) : stockResource(branch, itemId)
}

/** What a name says of the stock: a single unit, or what is counted of an item in a branch; undefined of other names. */
export function stockNamed(
  name: string,
): { readonly serialId: string } | { readonly branch: string; readonly itemId: string } | undefined {
  const [kind, ...of] = name.split(':')
  const [first = '', second = ''] = of
  if (kind === 'unit') return { serialId: first }
  return kind === 'stock' ? { branch: first, itemId: second } : undefined
}

/** The name of the terms of a resource: its version rises with every change of it, also where it is claimed under the name of a unit. */
export const termsName = namedResource

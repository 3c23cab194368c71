/** How resources are named in claims. */

/** A single unit of the stock. */
export const unitResource = (serialId: string): string => `unit:${serialId}`

/** What is counted of an item in a branch. */
export const stockResource = (branch: string, itemId: string): string => `stock:${branch}:${itemId}`

/** A person, room, place or thing of the room of resources. */
export const namedResource = (resourceId: string): string => `resource:${resourceId}`

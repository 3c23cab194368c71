/** Whose order it is. */
export interface Couple {
  readonly customerId: string
  readonly visitId: string
  readonly orderId: string
  /** The line of the package. */
  readonly lineId: string
}

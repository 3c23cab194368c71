/** How far a contract is. Pure. */
export const contractStates = ['unsigned', 'partly', 'signed', 'void'] as const
export type ContractState = (typeof contractStates)[number]

/** A contract is signed once everybody has who is to: the customer's side, and the studio where it countersigns. */
export function stateOf(
  signed: { readonly customer: boolean; readonly studio: boolean },
  countersigned: boolean,
): Exclude<ContractState, 'void'> {
  if (signed.customer && (signed.studio || !countersigned)) return 'signed'
  return signed.customer || signed.studio ? 'partly' : 'unsigned'
}

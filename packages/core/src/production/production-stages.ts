/** The stages between the selection and the shelf, by name: a flow of the studio's own has those that its lines need. */
export const productionStages = {
  retouching: 'retouching',
  retouchChecked: 'retouchChecked',
  designing: 'designing',
  designChecked: 'designChecked',
  awaitingProof: 'awaitingProof',
  approved: 'approved',
  sentOut: 'sentOut',
  returned: 'returned',
  inspected: 'inspected',
} as const

export const productionStageNames: ReadonlySet<string> = new Set(Object.values(productionStages))

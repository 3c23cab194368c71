/** The departments whose work the timetable shows. */
export const productionDepartments = ['postProduction', 'design', 'logistics', 'lab'] as const

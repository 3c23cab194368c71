/** What anybody can book without paying first: a portrait, a family that needs lamps, passport pictures of which there are few a day, a class of four seats, and a bride with a gown. */
export const services = ['portrait', 'family', 'passport', 'class', 'bridal'] as const

/** The version of the engine that plugins name in `engine`; kept equal to the package's by a test. */
export const engineVersion = '0.1.0'

/** The generation of the engine's own tables. */
export const engineGeneration = 1

/**
 * The collation of every text: by code point, without padding, so that case, accents and trailing blanks count. MySQL and
 * MariaDB name it differently; each carries out only the comments that are written for it.
 */

/** Written behind a character set. */
export const binaryCollation = '/*!80017 collate utf8mb4_0900_bin */ /*M! collate utf8mb4_nopad_bin */'

/** The character set and collation of a column, a table or a connection. */
export const utf8 = `character set utf8mb4 ${binaryCollation}`

/** A collation whose lower case is that of a newer Unicode: 9 on MySQL, 14 on MariaDB. */
export const foldingCollation = '/*!80017 collate utf8mb4_0900_as_cs */ /*M! collate utf8mb4_uca1400_as_cs */'
